import { planOf } from './decisions.js';
import { CELLS, nameOf, POINTS } from './faults/cells.js';
import { KNOWN, knownOf } from './known.js';
import { MUTANTS } from './mutants.js';
import { REGRESSIONS } from './regressions/regressions.js';
import { type RunResult, run } from './run.js';

const SEEDS = 10;

const firsts = new Map<number, Promise<RunResult>>();

/** The first run of a seed, which several tests judge. */
function firstOf(seed: number): Promise<RunResult> {
  const first = firsts.get(seed) ?? run(planOf(seed));
  firsts.set(seed, first);
  return first;
}

describe('the simulated venue', () => {
  const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1);

  it.each(seeds)('keeps every invariant with seed %i', async (seed) => {
    const { violations, reached } = await firstOf(seed);
    expect(violations.filter((violation) => !knownOf(violation))).toEqual([]);
    expect([...reached].filter((point) => !POINTS.includes(point))).toEqual([]);
  });

  it.each(REGRESSIONS)('no longer $title', async ({ plan, isUsedAgain = false }) => {
    const { violations } = await run(plan, isUsedAgain);
    expect(violations.filter((violation) => !knownOf(violation))).toEqual([]);
  });

  it('runs a seed twice the same way', async () => {
    const [first, second] = [await firstOf(1), await run(planOf(1))];
    expect(second.journal).toEqual(first.journal);
    expect(second.hash).toBe(first.hash);
  });

  it('runs another seed another way', async () => {
    const [first, second] = [await firstOf(1), await firstOf(2)];
    expect(second.hash).not.toBe(first.hash);
  });

  it('names each cell once', () => {
    expect(new Set(CELLS.map(nameOf)).size).toBe(CELLS.length);
  });

  it('has mutants to find', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(40);
  });

  it('gives the issue of each known violation', () => {
    for (const { issue, why } of KNOWN)
      expect([issue, why]).toEqual([expect.stringMatching(/^[U-Z]$/), expect.any(String)]);
  });
});
