/** The list of doctor's checks, and how they are run: in its order, each alone. */
import type { CommandContext } from '../../src/cli/command-context.js';
import { CHECKS, type Check } from '../../src/cli/doctor/checks.js';
import { runChecks } from '../../src/cli/doctor/doctor.js';
import { rowsAsText } from '../../src/cli/doctor-rows.js';
import { AppError } from '../../src/errors/errors.js';

/** A real venue of which nothing can be read. */
const broken = new Proxy({ config: { venue: 'windows', port: 4280 } } as unknown as CommandContext, {
  get(context, key) {
    if (key === 'config') return context.config;
    throw new Error(`${String(key)} is broken`);
  },
});
const well: Check = { name: 'well', run: () => ({ part: 'well', ok: true, detail: 'fine' }) };
const named = (name: string, more: Partial<Check>): Check => ({ ...well, name, ...more });
const parts = async (...checks: Check[]) => (await runChecks(checks, broken)).map(({ part }) => part);

test('each check has a name of its own, and needs only checks above it', () => {
  const names = CHECKS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, needs = [] } of CHECKS)
    expect(names.slice(0, names.indexOf(name))).toEqual(expect.arrayContaining([...needs]));
});

test('prints in the order of the list, a remedy for each bad row, also where nothing can be read', async () => {
  const alone = CHECKS.filter(({ venue }) => venue !== 'rehearsal').map(({ needs: _, ...check }) => check);
  const rows = await runChecks(alone, broken);
  const names = alone.map(({ name }) => (name === 'port' ? 'port 4280' : name));
  // Only a server that runs knows the venue's status.
  names.splice(names.indexOf('venue'), 1);
  expect(rows.map(({ part }) => part)).toEqual(names);
  for (const { ok, remedy } of rows) expect([ok, remedy]).toEqual([ok, expect.stringMatching(/^[A-Z].*\.$/)]);
  const printed = rowsAsText(rows).split('\n');
  const lines = printed.filter((line) => /^(?:ok {2}|WARN|BAD ) /.test(line));
  expect(lines).toHaveLength(rows.length);
  lines.forEach((line, at) => void expect(line.slice(5)).toMatch(new RegExp(`^${rows[at]?.part} `)));
});

test('a check that throws is a row that gives the reason, and the others go on', async () => {
  const throwing = (error: Error) => () => {
    throw error;
  };
  const rows = await runChecks(
    [
      named('raw', { run: throwing(new Error('a raw reason')) }),
      named('late raw', { run: () => Promise.reject(new Error('another')) }),
      named('of the catalogue', { run: throwing(new AppError('CLOUD_UNREACHABLE')) }),
      well,
    ],
    broken,
  );
  expect(rows).toMatchObject([
    { part: 'raw', ok: false, detail: 'unknown: a raw reason', remedy: expect.any(String) },
    { part: 'late raw', ok: false, detail: 'unknown: another' },
    { part: 'of the catalogue', ok: false, detail: new AppError('CLOUD_UNREACHABLE').message },
    { part: 'well', ok: true },
  ]);
});

test('a check that does not end is a row, and the others go on', async () => {
  const rows = await runChecks([named('endless', { run: () => new Promise(() => {}) }), well], broken, 20);
  expect(rows).toMatchObject([
    { part: 'endless', ok: false, detail: 'unknown: the check did not end within 0.02 s' },
    { part: 'well', ok: true },
  ]);
});

test('a check is left out if one that it needs is bad, a warning or left out, and at another kind of venue', async () => {
  const warning = { part: 'warned', ok: true, warning: true, detail: 'none yet' } as const;
  const above = [
    named('bad', { run: () => Promise.reject(new Error('bad')) }),
    named('warned', { run: () => warning }),
    named('empty', { run: () => [] }),
  ];
  const of = (need: string) =>
    named(`of ${need}`, { needs: [need], run: () => ({ ...warning, part: need }) });
  expect(await parts(...above, of('bad'), of('warned'), of('of bad'), of('empty'))).toEqual([
    'bad',
    'warned',
    'empty',
  ]);
  expect(
    await parts(named('elsewhere', { venue: 'rehearsal' }), named('here', { venue: 'windows' })),
  ).toEqual(['well']);
});
