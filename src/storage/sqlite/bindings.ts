/** JavaScript values -> what SQLite stores, without loss or with an error: a number that can't be kept exactly is never rounded in silence. */
import type { SQLInputValue } from 'node:sqlite';

export function bindings(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map(binding);
}

function binding(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || value instanceof Uint8Array) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return exact(value);
  if (typeof value === 'bigint') return exact(Number(value));
  if (value instanceof Date) return isoText(value);
  throw new TypeError(`A value of type ${typeof value} can't be stored.`);
}

function exact(value: number): number {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw new RangeError(
      'A number that is not finite, or an integer past 2^53, would not be stored exactly.',
    );
  }
  return value;
}

/** Always 24 characters, so that text order is time order. */
function isoText(time: Date): string {
  const text = time.toISOString();
  if (text.length !== 24) throw new RangeError('A time outside the years 0 to 9999 would sort wrongly.');
  return text;
}
