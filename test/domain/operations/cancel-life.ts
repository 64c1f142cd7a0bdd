/** What the model of cancel against completion is played with: lives of the server, moves, a clock that no one waits by. */
import { setImmediate as breath } from 'node:timers/promises';
import { VenueOperations } from '../../../src/domain/operations/operations.js';
import { Runner } from '../../../src/domain/operations/runner.js';
import type { Clock } from '../../../src/domain/ports/machine.js';

export const STEPS = ['first', 'second', 'third'] as const;

/** It passes only for anyone who checks it, and no one waits by it here. */
export const clock: Clock = {
  now: () => new Date(),
  workMs: () => performance.now(),
  upMs: () => performance.now(),
  sleep: (_, signal) => new Promise((resolve) => signal?.addEventListener('abort', () => resolve())),
};

export interface Waiting {
  end(how: 'well' | 'badly'): void;
}

export class Dead extends Error {}

/** One life of the server. */
export interface Life {
  readonly runner: Runner;
  readonly operations: VenueOperations;
  /** The step that is at work. */
  waiting: Waiting | undefined;
  dead: boolean;
  /** Its fencing token, once it has begun. */
  attempt: number;
  /** Another life has claimed the operation since. */
  overtaken: boolean;
}

export interface Interleaving {
  /** How many breaths each answer of the store takes, over and over. */
  readonly pace: readonly number[];
  readonly moves: readonly Move[];
}
export type Move =
  | 'step ends'
  | 'step fails'
  | 'cancel'
  | 'kill'
  | 'dead life continues'
  | 'dead life fails'
  | 'breath';

export function require(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`It does not hold that ${what}.`);
}

/** A pause of so many breaths each time, over and over. */
export function breathsOf(pace: readonly number[]): () => Promise<void> {
  let turn = 0;
  return async () => {
    const breaths = pace[turn % pace.length] ?? 0;
    turn += 1;
    for (let count = 0; count < breaths; count += 1) await breath();
  };
}
