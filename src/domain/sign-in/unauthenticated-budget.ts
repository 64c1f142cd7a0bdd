/**
 * How many tries of anyone who isn't known are checked: one budget for all of loopback, as a caller there has millions of addresses.
 * A single time is kept, in the state database, so that a restart gives no one a new budget.
 */
import type { KeyValueStore } from '../ports/key-value-store.js';

const NAME = 'sign-in budget';
const TRIES_A_MINUTE = 30;
const TRY_MS = 60_000 / TRIES_A_MINUTE;
const FULL_MS = TRIES_A_MINUTE * TRY_MS;

/** Milliseconds until there is a try again; 0: there is one. */
export async function budgetWaitMs(keyValues: KeyValueStore, now: Date): Promise<number> {
  return Math.max(0, (await spentUntil(keyValues, now)) + TRY_MS - FULL_MS - now.getTime());
}

export async function takeTry(keyValues: KeyValueStore, now: Date): Promise<void> {
  await keyValues.set(NAME, { spentUntil: (await spentUntil(keyValues, now)) + TRY_MS }, now);
}

/** It was a known caller's. */
export async function giveTryBack(keyValues: KeyValueStore, now: Date): Promise<void> {
  await keyValues.set(NAME, { spentUntil: (await spentUntil(keyValues, now)) - TRY_MS }, now);
}

/** When all would be there again, in steady time; never later than a whole budget from now. */
async function spentUntil(keyValues: KeyValueStore, now: Date): Promise<number> {
  const kept = Number((await keyValues.get(NAME))?.value['spentUntil'] ?? 0);
  return Math.min(Math.max(now.getTime(), kept), now.getTime() + FULL_MS);
}
