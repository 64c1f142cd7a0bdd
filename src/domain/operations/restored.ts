/**
 * After a restore of a backup: operations that were active in it have continued without this state. They are neither resumed nor rolled back:
 * each ends with what is known and what to check.
 */
import { AppError } from '../../errors/errors.js';
import type { Operation } from '../types/operation.js';
import { type EndingParts, endUnstarted } from './ending.js';

/** The same name in backup/restore.ts, which writes it. */
const RESTORED = 'restored';

export async function endRestored(parts: EndingParts): Promise<void> {
  const { operations, keyValues } = parts.state;
  const restored = (await keyValues.get(RESTORED))?.value;
  if (restored?.['isSettled'] !== false) return;
  const takenAt = String(restored['takenAt']);
  for (const operation of await operations.active()) {
    const notRestored = await startedSteps(parts, operation, takenAt);
    const why = new AppError('STATE_RESTORED', {
      message: `It was active when the restored backup of ${takenAt} was taken. How it continued is unknown.`,
    });
    await endUnstarted(parts, operation, [operation.state], why, { state: 'FAILED', notRestored });
  }
  await keyValues.set(RESTORED, { ...restored, isSettled: true }, parts.clock.now());
}

async function startedSteps(
  { state }: EndingParts,
  { id }: Operation,
  takenAt: string,
): Promise<readonly string[]> {
  const steps = await state.operations.steps([id]);
  return steps
    .filter((step) => step.state !== 'PENDING' && step.state !== 'SKIPPED')
    .map(({ title, state }) => {
      const word = state === 'RUNNING' ? 'was in progress' : 'was done';
      return `"${title}" ${word} at ${takenAt}: check its current state.`;
    });
}
