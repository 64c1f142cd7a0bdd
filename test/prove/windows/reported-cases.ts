/** What a program of the proof reports, a line a case: `CASE` and JSON. */
import type { WineRun } from './wine.js';

interface Case {
  readonly what: string;
  readonly holds: boolean;
  readonly got: unknown;
}

export interface Cases {
  readonly held: readonly string[];
  readonly untrue: readonly string[];
}

/** A program that did not end well has untrue besides, with the last that it said. */
export function reportedCases({ code, output }: WineRun): Cases {
  const cases = [...output.matchAll(/^CASE (.+)$/gm)].map(([, json = '']) => JSON.parse(json) as Case);
  const untrue = cases
    .filter(({ holds }) => !holds)
    .map(({ what, got }) => `${what}: ${JSON.stringify(got)}`.slice(0, 1200));
  if (code !== 0) untrue.push(`it ended with ${code}: ${output.slice(-600)}`);
  return { held: cases.filter(({ holds }) => holds).map(({ what }) => what), untrue };
}
