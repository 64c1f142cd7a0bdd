import type { OperationLineFragment } from '../../generated/graphql';
import { duration } from '../../ui/format';

/** What matters of a list, newest first: what waits for a person, then what runs. */
export function operationsSentence(operations: readonly OperationLineFragment[]): string {
  const active = operations.filter(({ finishedAt }) => finishedAt === null);
  const attention = operations.find(({ state }) => state === 'NEEDS_ATTENTION');
  if (attention) return attention.summary;
  const [first] = active;
  return first ? first.summary : 'Nothing is running.';
}

/** From its begin to its end. */
export function took({ startedAt, finishedAt }: OperationLineFragment): string {
  return startedAt && finishedAt ? duration(Date.parse(finishedAt) - Date.parse(startedAt)) : '–';
}
