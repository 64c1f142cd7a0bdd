/** How many wrong PINs there were within a day, in the state database: a restart forgets none. */
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Memory } from '../types/operation.js';

/** More than typing errors explain: PINs are being guessed. */
export const MANY_WRONG_PINS = 300;
const NAME = 'wrong PINs';
const HOUR_MS = 3_600_000;
const HOURS = 24;

/** Counts one more, within a transaction. Returns the number of the last 24 hours when an alert is due: from 300 on, once in 24 hours. */
export async function noteWrongPin(keyValues: KeyValueStore, now: Date): Promise<number | undefined> {
  const kept = (await keyValues.get(NAME))?.value;
  const hour = hourOf(now);
  const hours = recent(kept, now);
  const counted = new Map([...hours, [hour, (hours.get(hour) ?? 0) + 1]]);
  const count = sumOf(counted);
  const reportedAt = Number(kept?.['toldAt'] ?? 0);
  const isDue = count >= MANY_WRONG_PINS && now.getTime() - reportedAt >= HOURS * HOUR_MS;
  await keyValues.set(NAME, { hours: [...counted], toldAt: isDue ? now.getTime() : reportedAt }, now);
  return isDue ? count : undefined;
}

export async function wrongPinsOfDay(keyValues: KeyValueStore, now: Date): Promise<number> {
  return sumOf(recent((await keyValues.get(NAME))?.value, now));
}

/** By hour since 1970. */
function recent(kept: Memory | undefined, now: Date): ReadonlyMap<number, number> {
  const hours = kept?.['hours'] as readonly (readonly [number, number])[] | undefined;
  return new Map((hours ?? []).filter(([hour]) => hour > hourOf(now) - HOURS));
}

function hourOf(at: Date): number {
  return Math.floor(at.getTime() / HOUR_MS);
}

function sumOf(counted: ReadonlyMap<number, number>): number {
  return [...counted.values()].reduce((sum, count) => sum + count, 0);
}
