import { resolve } from 'node:path';
import { project, readDoc, rowsOf } from './read-doc.js';

interface Goal {
  readonly op: '<=';
  readonly value: number;
  readonly unit: string;
  readonly stretch?: boolean;
}
type Goals = Readonly<Record<string, Readonly<Record<string, Goal>>>>;

/** Plain JavaScript, as benches are. */
const { GOALS, judged } = (await import(resolve(project, 'bench/goals.mjs'))) as {
  GOALS: Goals;
  judged(bench: string, rows: readonly { readonly name: string }[]): unknown;
};
const { shownGoal } = (await import(resolve(project, 'bench/measure.mjs'))) as {
  shownGoal(goal: Goal): string;
};

describe('docs/reference/performance.md', () => {
  it('has a row for each goal of the benches, as they print it, and no other', () => {
    const rows = rowsOf(readDoc('docs/reference/performance.md').section('goals'));
    const goals = Object.entries(GOALS).flatMap(([bench, of]) =>
      Object.entries(of).map(([row, goal]) => [
        `\`${bench}\``,
        row,
        shownGoal(goal) + (goal.stretch ? ', a stretch' : ''),
      ]),
    );
    expect(rows.map(([bench, row, goal]) => [bench, row, goal])).toEqual(goals);
    expect(rows.filter(([, , , measured]) => !measured)).toEqual([]);
  });
});

describe('a bench', () => {
  const rows = Object.keys(GOALS['module'] ?? {}).map((name) => ({ name }));

  it('has just a row for each of its goals', () => {
    expect(judged('module', rows)).toBe(rows);
    expect(() => judged('module', rows.slice(1))).toThrow('No row for: PowerShell with the module imported');
    expect(() => judged('module', [...rows, { name: 'another' }])).toThrow('No goal for: another');
  });
});
