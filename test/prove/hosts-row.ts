/** One line of the table of `prove -- hosts`, and what its parts share. */
export interface HostsRow {
  readonly what: string;
  readonly runs: number;
  readonly goal: string;
  readonly found: string;
  readonly untrue: readonly string[];
}

export interface Say {
  readonly say: (line: string) => void;
}

export const quietLog = { debug() {}, info() {}, warn() {}, error() {} };

/** `median / slowest` in whole units. */
export function spread(figures: readonly number[]): string {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return `${at(0.5)} / ${at(1)}`;
}

/** `HOST_DIED 12, FAILED 3`, the most frequent first. */
export function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

/** Runs `one` with 0 to count - 1, at most `width` at once. */
export async function inParallel(count: number, width: number, one: (index: number) => Promise<void>) {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) await one(index);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
