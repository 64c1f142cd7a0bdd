/** NEEDS_ATTENTION: the outcome is unknown, so the operation keeps its slot, and a clerk gets choices. */
import type { AppError } from '../../errors/errors.js';
import { failureOf } from './ending.js';
import { choicesOf, questionOf, sagaOf } from './saga.js';
import type { StepRunParts } from './step-run.js';

/** The evidence is read once: later checks, a minute apart, keep the trail of the first. */
export async function needAttention(parts: StepRunParts, error: AppError): Promise<void> {
  const { operation, state, feed } = parts;
  const trail = questionOf(operation)?.trail ?? (await parts.trailOf(operation));
  const choices = choicesOf(sagaOf(parts.sagas, operation)).map(({ name, title, consequence }) => ({
    name,
    title,
    consequence,
  }));
  const failure = failureOf(error, { trail, choices });
  const from = ['RUNNING', 'CANCELLING'] as const;
  const held = await state.operations.transition(
    operation.id,
    from,
    'NEEDS_ATTENTION',
    { failure },
    operation.attempt,
  );
  if (!held) return;
  await feed.say(operation.id, `${error.message} ${error.remedy}`, 'WARNING');
}
