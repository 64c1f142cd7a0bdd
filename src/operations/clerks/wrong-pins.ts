/** How many wrong PINs there were within a day, in the state database: a restart forgets none. */
import type { KeyValueStore } from '../ports/key-value-store.js';

/** No venue mistypes as often: somebody guesses. */
export const MANY_WRONG_PINS = 300;
const NAME = 'wrong PINs';
const HOUR_MS = 3_600_000;
const HOURS = 24;

/** One more. Within a transaction. Answers how many there were within a day. */
export async function noteWrongPin(keyValues: KeyValueStore, now: Date): Promise<number> {
  const hour = hourOf(now);
  const hours = await recent(keyValues, now);
  const counted = new Map([...hours, [hour, (hours.get(hour) ?? 0) + 1]]);
  await keyValues.set(NAME, { hours: [...counted] }, now);
  return sumOf(counted);
}

export async function wrongPinsOfDay(keyValues: KeyValueStore, now: Date): Promise<number> {
  return sumOf(await recent(keyValues, now));
}

/** By hour since 1970. */
async function recent(keyValues: KeyValueStore, now: Date): Promise<ReadonlyMap<number, number>> {
  const kept = (await keyValues.get(NAME))?.value['hours'] as readonly (readonly [number, number])[];
  return new Map((kept ?? []).filter(([hour]) => hour > hourOf(now) - HOURS));
}

function hourOf(at: Date): number {
  return Math.floor(at.getTime() / HOUR_MS);
}

function sumOf(counted: ReadonlyMap<number, number>): number {
  return [...counted.values()].reduce((sum, count) => sum + count, 0);
}
