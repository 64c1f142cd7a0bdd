/** The committed table is what happens: part of it is made again here, all of it by `npm run prove -- faults --write`. */
import { readFileSync } from 'node:fs';
import { faultTable } from '../../src/rehearsal/fault-table.js';
import { markdownTable } from './campaign.js';
import { TRIALS } from './fault-trials.js';
import { cellsOf, faults } from './faults.campaign.js';

const committed = readFileSync('docs/reference/campaigns/faults.md', 'utf8').split('\n');

it('tries every fault that a rehearsal knows', () => {
  const known = faultTable.flatMap(({ name, values }) =>
    Object.keys(values).map((value) => `${name}=${value.replace('KEY:', '')}`),
  );
  const tried = new Set(TRIALS.map(({ fault }) => fault.replace(/=[a-z-]+:/, '=')));
  expect([...tried].sort()).toEqual([...known].sort());
});

it('has a row for every trial in the committed table', () => {
  for (const { fault, attempt, when } of TRIALS) {
    const start = `| ${fault} | ${when ? `${attempt}, ${when}` : attempt} |`;
    expect(committed.filter((line) => line.startsWith(start))).toHaveLength(1);
  }
});

it('finds the quick rows as they are committed', async () => {
  const rows = await faults(TRIALS.filter(({ quick }) => quick));
  for (const row of rows) {
    const line = markdownTable(['x'], [cellsOf(row)])
      .split('\n')[2]
      ?.replace(/ \|$/, '');
    const known = committed.find((candidate) => candidate.startsWith(`| ${row.fault} | ${row.tried} |`));
    expect(inAnyOrder(known?.replace(/ \| [\d.]+ s \|$/, ''))).toBe(inAnyOrder(line));
  }
}, 240_000);

/** Two things that are restored may change places: whichever step finds a service running that is about to end automatically stops it. */
function inAnyOrder(line: string | undefined): string | undefined {
  const cells = line?.split(' | ').map((cell) =>
    cell
      .split(/(?<=\.) /)
      .sort()
      .join(' '),
  );
  return cells?.join(' | ');
}
