/** Every fault has a trial, and every trial a row on the committed page. */
import { readFileSync } from 'node:fs';
import { faultTable } from '../../../rehearsal/fault-table.js';
import { TRIALS } from './trials.js';

it('tries every fault that a rehearsal knows', () => {
  const known = faultTable.flatMap(({ name, values }) =>
    Object.keys(values).map((value) => `${name}=${value.replace('KEY:', '')}`),
  );
  const tried = new Set(TRIALS.map(({ fault }) => fault.replace(/=[a-z-]+:/, '=')));
  expect([...tried].sort()).toEqual([...known].sort());
});

it('has a row for every trial in the committed table', () => {
  const committed = readFileSync('docs/reference/campaigns/faults.md', 'utf8').split('\n');
  for (const { fault, attempt, when } of TRIALS) {
    const start = `| ${fault} | ${when ? `${attempt}, ${when}` : attempt} |`;
    expect(committed.filter((line) => line.startsWith(start))).toHaveLength(1);
  }
});
