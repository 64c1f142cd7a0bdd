/** The short form of `npm run prove -- injection`: of each parameter a sample, in which every text comes up somewhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { injection, textsOf } from '../../prove/injection.js';
import { livePayloads } from '../../prove/injection-payloads.js';
import { InjectionScripts, mirrorOf, type Parameter } from '../../prove/injection-scripts.js';
import { seedOfTest } from '../../prove/seeded.js';

const SAMPLE = 12;
const SEED = seedOfTest();
const scripts = new InjectionScripts();

beforeAll(() => scripts.start());
afterAll(() => scripts.end());

test('the payloads are live: spliced into code, each makes its file', async () => {
  const { live, main } = scripts;
  const payloads = livePayloads(join(live, 'x')).map(
    (_, index) => livePayloads(join(live, `x${index}`))[index] ?? '',
  );
  await main.output('Invoke-Splice', { Text: payloads }, { deadlineMs: 60_000 });
  const made = new Set(readdirSync(live));
  expect(payloads.filter((_, index) => !made.has(`x${index}`))).toEqual([]);
  expect(payloads.length).toBeGreaterThan(50);
});

test('good values are taken by every script', async () => {
  for (const script of scripts.names) {
    const { parameters, secrets } = scripts.callOf(script);
    const revealed = Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()]);
    const [told] = await scripts.main.output(mirrorOf(script), parameters, { secrets });
    expect(told).toEqual({ ...parameters, ...Object.fromEntries(revealed) });
  }
});

test(`no text is run; each arrives byte for byte or is refused (seed ${SEED}, ${SAMPLE} texts of each parameter)`, async () => {
  const rows = await injection({ scripts, seed: SEED, sample: SAMPLE });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  expect(rows.length).toBeGreaterThan(25);
  expect(rows.filter(({ texts }) => texts !== SAMPLE)).toEqual([]);
  // They are dealt round: so every text came up.
  expect(rows.length * SAMPLE).toBeGreaterThan(textsOf(scripts, rows[0]?.parameter as Parameter).length);
  expect(rows.reduce((sum, { taken }) => sum + taken, 0)).toBeGreaterThan(10);
  expect(scripts.strangers()).toEqual([]);
  expect(scripts.main.pool.status().lanes.map(({ restarts }) => restarts)).toEqual([0, 0]);
}, 240_000);

test('the committed table of the whole has a row for each parameter there is', () => {
  const page = 'docs/proofs/injection.md';
  const table = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const rows = scripts.texts().map(({ script, name, type }) => `| ${script} -${name} | ${type} |`);
  expect(rows.filter((row) => !table.includes(`\n${row}`))).toEqual([]);
});
