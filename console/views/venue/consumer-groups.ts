/** Consumers of the cloud link as one row: those of the same state, for the same reason, together. */
import type { ConsumerLineFragment } from '../../generated/graphql';

export interface ConsumerGroup {
  readonly available: boolean | null;
  readonly names: readonly string[];
  /** Undefined: it works, or the status says it. */
  readonly reason: string | undefined;
}

/** What doesn't work first. `said`: the reason that the status of the same page is about. */
export function consumerGroups(
  consumers: readonly ConsumerLineFragment[],
  said: string | undefined,
): readonly ConsumerGroup[] {
  const groups = new Map<string, ConsumerGroup>();
  for (const { name, available, detail } of consumers) {
    const reason = detail === null || detail === said ? undefined : detail;
    const key = `${available} ${reason}`;
    const names = [...(groups.get(key)?.names ?? []), name];
    groups.set(key, { available, names, reason });
  }
  const order: readonly ConsumerGroup['available'][] = [false, null, true];
  return [...groups.values()].toSorted(
    (one, other) => order.indexOf(one.available) - order.indexOf(other.available),
  );
}
