import type { Row } from './campaign.js';

/** One line of the table of `prove -- hosts`, and what its parts share. */
export interface HostsRow extends Omit<Row, 'figure'> {
  readonly runs: number;
  readonly goal: string;
  readonly found: string;
}

export interface Say {
  readonly say: (line: string) => void;
}

export const quietLog = { debug() {}, info() {}, warn() {}, error() {} };

/** Runs `one` with 0 to count - 1, at most `width` at once. */
export async function inParallel(count: number, width: number, one: (index: number) => Promise<void>) {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) await one(index);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
