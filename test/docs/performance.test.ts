import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { limits } from '../../src/powershell/protocol.js';
import { project, readDoc, rowsOf } from './read-doc.js';

interface Goal {
  readonly op: '<=' | '=';
  readonly value: number;
  readonly unit: string;
}

/** Plain JavaScript, as benches are. */
async function goalsOfTheBench(): Promise<[name: string, shown: string][]> {
  const { goalsOf } = (await import(resolve(project, 'bench/hosts/goals.mjs'))) as {
    goalsOf(of: typeof limits): Record<string, Goal>;
  };
  const { shownGoal } = (await import(resolve(project, 'bench/measure.mjs'))) as {
    shownGoal(goal: Goal, unit: string): string;
  };
  return Object.entries(goalsOf(limits)).map(([name, goal]) => [name, shownGoal(goal, goal.unit)]);
}

describe('docs/performance.md', () => {
  it('has a row for each goal of the hosts bench, as the bench prints it, and no other', async () => {
    const rows = rowsOf(readDoc('docs/performance.md').section('hosts'));
    expect(rows.map(([name, goal]) => [name, goal])).toEqual(await goalsOfTheBench());
    expect(rows.filter(([, , measured]) => measured === '')).toEqual([]);
  });

  it('has goals only for rows that the bench makes', async () => {
    const files = [
      'hosts.bench.mjs',
      ...readdirSync(resolve(project, 'bench/hosts')).map((file) => `hosts/${file}`),
    ];
    const sources = files
      .filter((file) => file !== 'hosts/goals.mjs')
      .map((file) => readFileSync(resolve(project, 'bench', file), 'utf8'))
      .join('\n');
    const without = (await goalsOfTheBench()).filter(([name]) => !sources.includes(`'${name}'`));
    expect(without).toEqual([]);
  });
});
