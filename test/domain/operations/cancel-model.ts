/**
 * Cancel against completion, as a model: one operation of three steps on a real SQLite store; fast-check chooses in which order its steps
 * end or fail, when it is cancelled, when the server dies and what the dead life still tries, and how the store's answers interleave.
 */
import fc from 'fast-check';
import type { StateDatabase } from '../../../src/domain/ports/state-database.js';
import { type OperationState } from '../../../src/domain/types/operation.js';
import { Game } from './cancel-game.js';
import type { Interleaving, Move } from './cancel-life.js';

/** Mostly what concerns a cancel. */
export const interleavings: fc.Arbitrary<Interleaving> = fc.record({
  pace: fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 8 }),
  moves: fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constant<Move>('step ends') },
      { weight: 1, arbitrary: fc.constant<Move>('step fails') },
      { weight: 2, arbitrary: fc.constant<Move>('cancel') },
      { weight: 1, arbitrary: fc.constant<Move>('kill') },
      { weight: 1, arbitrary: fc.constant<Move>('dead life continues') },
      { weight: 1, arbitrary: fc.constant<Move>('dead life fails') },
      { weight: 2, arbitrary: fc.constant<Move>('breath') },
    ),
    { minLength: 1, maxLength: 9 },
  ),
});

/** What became of it, for counting; throws when something doesn't hold. */
export async function play(state: StateDatabase, { pace, moves }: Interleaving): Promise<OperationState> {
  const game = new Game(state, pace);
  try {
    await game.begin();
    for (const move of moves) await game.move(move);
    await game.finish();
    return await game.judge();
  } finally {
    await game.clear();
  }
}

export interface Played {
  readonly runs: number;
  readonly ends: Readonly<Record<string, number>>;
}

/** Throws with the shortest counterexample and its seed. */
export async function playMany(state: StateDatabase, runs: number, seed: number): Promise<Played> {
  const ends: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(interleavings, async (interleaving) => {
      const end = await play(state, interleaving);
      ends[end] = (ends[end] ?? 0) + 1;
    }),
    { numRuns: runs, seed },
  );
  return { runs, ends };
}
