/** Chance that can be repeated: the same seed, the same run. */
export interface Chance {
  /** From `low` to below `high`. */
  between(low: number, high: number): number;
  pick<T>(all: readonly T[]): T;
  shuffled<T>(all: readonly T[]): T[];
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  /** mulberry32 */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + next() * (high - low);
  return {
    between,
    pick: (all) => all[Math.floor(between(0, all.length))] as (typeof all)[number],
    shuffled(all) {
      const cards = [...all];
      for (let last = cards.length - 1; last > 0; last -= 1) {
        const other = Math.floor(between(0, last + 1));
        [cards[last], cards[other]] = [cards[other] as never, cards[last] as never];
      }
      return cards;
    },
  };
}

/** Every one in turn, shuffled afresh when all were had. */
export function deckOf<T>(all: readonly T[], chance: Chance): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = chance.shuffled(all);
    return left.pop() as T;
  };
}

/** Of a sample that `npm test` takes: another one each time, or `SEED=… npm test` for that of an earlier run. Its test's title says it. */
export function seedOfTest(): number {
  return Number(process.env['SEED'] ?? 1 + (Date.now() % 999_999));
}
