/** Documents one after the other, each timed against an empty query of the same moments. */
import type { Reply } from '../shared/asker.js';
import { quantile } from '../shared/campaign.js';

export interface Case {
  readonly name: string;
  readonly ask: () => Promise<Reply>;
}

export interface Series {
  readonly what: string;
  readonly cases: Iterable<Case>;
  /** What an answer is measured by. Without one only faults count. */
  readonly baseline?: () => Promise<Reply>;
}

export interface SeriesRow {
  readonly what: string;
  readonly sent: number;
  readonly baselineMs: number | undefined;
  readonly medianMs: number;
  /** Of what was late the best of the times that it was asked again: that much it takes on its own. */
  readonly slowestMs: number;
  readonly untrue: readonly string[];
}

/** How many times its baseline's an answer may take. */
const TIMES = 10;
/** An answer that was late is asked for again, so often at most, beside its baseline: what is slow on its own is slow each time. */
const AGAIN = 10;
const SAID_EACH = 250;

export async function runSeries(series: Series, say: (line: string) => void): Promise<SeriesRow> {
  const { what, cases, baseline } = series;
  const untrue: string[] = [];
  const took: number[] = [];
  const empty: number[] = [];
  const late: Case[] = [];
  const bound = () => TIMES * quantile(empty, 0.5);
  for (let i = 0; baseline && i < 20; i += 1) empty.push((await baseline()).ms);
  for (const one of cases) {
    if (baseline && took.length % 10 === 0) empty.push((await baseline()).ms);
    const result = await one.ask();
    took.push(result.ms);
    if (took.length % SAID_EACH === 0) say(`${what}: ${took.length}`);
    if (isFault(result)) untrue.push(`${what}: ${one.name}: ${result.status} ${result.text.slice(0, 200)}`);
    if (baseline && result.ms > bound()) late.push(one);
  }
  let slowestMs = Math.max(0, ...took.filter((ms) => !baseline || ms <= bound()));
  for (const one of late) {
    const again = await askAgain(one, baseline ?? one.ask, bound());
    slowestMs = Math.max(slowestMs, again.best);
    if (again.best > again.bound)
      untrue.push(`${what}: ${one.name}: ${again.best.toFixed(1)} ms, of ${again.bound.toFixed(1)}`);
  }
  const baselineMs = baseline && quantile(empty, 0.5);
  say(`${what}: ${took.length} sent, ${late.length} asked again, ${untrue.length} untrue`);
  return { what, sent: took.length, baselineMs, medianMs: quantile(took, 0.5), slowestMs, untrue };
}

/** A fault of ours: 5xx, no answer, or the code for what no one thought of. */
function isFault({ status, text }: Reply): boolean {
  return status >= 500 || text.includes('INTERNAL_SERVER_ERROR') || text.startsWith('closed with 4500');
}

/** Its best time, and how long it may take by the baseline of these moments, where that is slower now. */
async function askAgain({ ask }: Case, baseline: () => Promise<Reply>, atFirst: number) {
  let best = Number.POSITIVE_INFINITY;
  const empty: number[] = [];
  while (best > atFirst && empty.length < AGAIN) {
    empty.push((await baseline()).ms);
    best = Math.min(best, (await ask()).ms);
  }
  return { best, bound: Math.max(atFirst, TIMES * quantile(empty, 0.5)) };
}
