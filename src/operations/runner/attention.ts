/** NEEDS_ATTENTION: nobody can know what is true, so the operation keeps its slot and a person is told what to choose from. */
import type { AppError } from '../../errors.js';
import type { Operation, OperationFailure } from '../words/operation.js';
import { failureOf } from './ending.js';
import type { StepRunParts } from './step-run.js';

/** What a person can decide while nobody knows what became of the code. */
const CHOICES: OperationFailure['choices'] = [
  {
    name: 'ask-again',
    title: 'Ask the cloud again now',
    consequence: 'Nothing is sent twice. If the cloud can say, the operation goes on or ends by itself.',
  },
  {
    name: 'give-up',
    title: 'Give up on this code',
    consequence:
      'What was changed is put back and the operation ends as failed. Whether the code was redeemed stays unknown: treat it as used and ask for a new one.',
  },
];

/** The evidence is read once: later looks, a minute apart, keep the trail of the first. */
export async function needAttention(parts: StepRunParts, error: AppError): Promise<void> {
  const { operation, state, feed } = parts;
  const trail = earlierTrail(operation) ?? (await parts.trailOf(operation));
  const failure = { ...failureOf(error, false), trail, choices: CHOICES };
  const from = ['RUNNING', 'CANCELLING'] as const;
  const held = await state.operations.transition(
    operation.id,
    from,
    'NEEDS_ATTENTION',
    { failure },
    operation.attempt,
  );
  if (!held) return;
  await feed.record({
    operationId: operation.id,
    step: undefined,
    level: 'WARNING',
    percent: undefined,
    message: `${error.message} ${error.remedy}`,
  });
}

function earlierTrail({ failure }: Operation): readonly string[] | undefined {
  return failure && failure.choices.length > 0 ? failure.trail : undefined;
}
