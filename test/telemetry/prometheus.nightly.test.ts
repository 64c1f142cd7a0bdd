/** Our alert rules in Debian's Prometheus: with their own durations by promtool, and on a real server whose gateway, then itself, is killed. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { bringPrometheus } from '../../bin/testing/prometheus.mjs';
import { folderOfFile } from '../fixtures/folder-of-test.js';
import { onboarded, startQuick, until } from '../main-job/main-job.js';
import { freePort } from '../venue/free-port.js';
import { dataOf, type PracticeVenue } from '../venue/practice-venue.js';

const RULES = resolve('examples/monitoring/venue-alerts.yml');
const SCRAPE = resolve('examples/monitoring/prometheus.yml');
const DAY_MS = 86_400_000;
const FIRES_MS = 30_000;

const folder = folderOfFile();
let programs: { readonly prometheus: string; readonly promtool: string };

beforeAll(async () => {
  programs = await bringPrometheus(process.cwd());
}, 120_000);

const promtool = (...words: string[]) => execFileSync(programs.promtool, words, { encoding: 'utf8' });
// biome-ignore lint/suspicious/noExplicitAny: of Prometheus
const read = (file: string): any => parse(readFileSync(file, 'utf8'));

function write(name: string, content: object): string {
  writeFileSync(folder(name), stringify(content));
  return folder(name);
}

test('promtool takes the rules and what is scraped', () => {
  expect(promtool('check', 'rules', RULES)).toContain('SUCCESS');
  expect(promtool('check', 'config', '--syntax-only', SCRAPE)).toContain('SUCCESS');
});

/** Venue A all the time; venue B as each case says, minute by minute. */
const A = 'job="venue-control", instance="a", venue="A"';
const B = 'job="venue-control", instance="b", venue="B"';
const DOWN = `venue_status{${B}, state="DOWN"}`;
const PLANNED = `venue_status_planned{${B}}`;
const CASES: [string, Record<string, string>, Record<string, string[]>][] = [
  ['does not respond', { up: '1x10 0x20' }, { '15m': [], '17m': ['VenueServerGone'] }],
  ['sends nothing', { up: '1x10 stale' }, { '20m': [], '22m': ['VenueSilent'] }],
  ['has ordering down', { [DOWN]: '0x10 1x20' }, { '12m': [], '14m': ['VenueOrderingDown'] }],
  ['has it down on purpose', { [DOWN]: '0x10 1x20', [PLANNED]: '0x10 1x20' }, { '20m': [] }],
  ['overruns', { [DOWN]: '0x9 1x20', [PLANNED]: '0x9 1x5 0x20' }, { '20m': ['VenueOrderingDown'] }],
];

test.each(CASES)('the rules say of a venue that %s what they should, and when', (_what, series, firing) => {
  const { up = '1x60', ...others } = series;
  const values = {
    [`up{${A}}`]: '1x60',
    [`venue_status{${A}, state="OK"}`]: '1x60',
    [`up{${B}}`]: up,
    ...others,
  };
  const expected = Object.entries(firing).map(([eval_time, names]) => ({
    eval_time,
    expr: 'count by (alertname, venue) (ALERTS{alertstate="firing"})',
    exp_samples: names.map((name) => ({ labels: `{alertname="${name}", venue="B"}`, value: 1 })),
  }));
  const input_series = Object.entries(values).map(([name, value]) => ({ series: name, values: value }));
  const one = { interval: '1m', input_series, promql_expr_test: expected };
  const file = write('rules-test.yml', { rule_files: [RULES], evaluation_interval: '1m', tests: [one] });
  expect(promtool('test', 'rules', file)).toContain('SUCCESS');
});

test('no figure at all is noticed', () => {
  const one = {
    interval: '1m',
    input_series: [{ series: 'another', values: '1x60' }],
    promql_expr_test: [
      {
        eval_time: '12m',
        expr: 'ALERTS{alertstate="firing"}',
        exp_samples: [
          {
            labels: 'ALERTS{alertname="VenueMetricsMissing", alertstate="firing", severity="critical"}',
            value: 1,
          },
        ],
      },
    ],
  };
  const file = write('absent-test.yml', { rule_files: [RULES], evaluation_interval: '1m', tests: [one] });
  expect(promtool('test', 'rules', file)).toContain('SUCCESS');
});

describe('a server that is scraped', () => {
  let venue: PracticeVenue;
  let scraper: ChildProcess | undefined;
  let url: string;

  beforeAll(async () => {
    venue = await startQuick();
    expect(await onboarded(venue)).toMatchObject({ state: 'SUCCEEDED' });
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const config = write('prometheus.yml', await scraping(venue));
    mkdirSync(folder('data'));
    const words = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${folder('data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ];
    scraper = spawn(programs.prometheus, words, { stdio: ['ignore', 'ignore', 'inherit'] });
    await until(async () => (await ask('venue_status{state="OK"} == 1')).length === 1, 'a venue that is OK');
  }, 90_000);
  afterAll(async () => {
    if (scraper?.exitCode === null) {
      scraper.kill('SIGKILL');
      await once(scraper, 'exit');
    }
    await venue?.stop();
  }, 60_000);

  /** Ours, every second and with its durations in seconds. */
  async function scraping({ port }: PracticeVenue): Promise<object> {
    const rules = read(RULES);
    for (const { rules: all } of rules.groups) for (const rule of all) rule.for = '2s';
    const config = read(SCRAPE);
    config.global = { ...config.global, scrape_interval: '2s', evaluation_interval: '1s' };
    config.rule_files = [write('venue-alerts.yml', rules)];
    const [scrape] = config.scrape_configs;
    writeFileSync(folder('token'), await tokenOf(venue), { mode: 0o600 });
    scrape.authorization.credentials_file = folder('token');
    scrape.static_configs[0].targets = [`127.0.0.1:${port}`];
    return config;
  }

  async function ask(query: string): Promise<readonly { readonly metric: Record<string, string> }[]> {
    const answer = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query })}`).catch(
      () => undefined,
    );
    const { data } =
      ((await answer?.json().catch(() => undefined)) as { data?: { result: [] } } | undefined) ?? {};
    return data?.result ?? [];
  }

  const firing = async () =>
    (await ask('ALERTS{alertstate="firing", severity="critical"}')).map(({ metric }) => metric['alertname']);
  const fires = (name: string) =>
    until(async () => (await firing()).includes(name), `${name} fires`, FIRES_MS);

  async function killService(key: string): Promise<void> {
    const { services } = dataOf<{ services: { key: string; processId: number }[] }>(
      await venue.ask('{ services { key processId } }'),
    );
    const pid = services.find((service) => service.key === key)?.processId;
    if (!pid) throw new Error(`${key} does not run.`);
    process.kill(pid, 'SIGKILL');
  }

  test('reports Gateway Client that is killed, and its own end', async () => {
    expect(await firing()).toEqual([]);
    // Services Monitor would start it again within seconds.
    await killService('services-monitor');
    await killService('gateway-client');
    await fires('VenueServiceDown');
    await fires('VenueOrderingDown');
    await venue.kill();
    await fires('VenueServerGone');
    await fires('VenueMetricsMissing');
    const [gone] = await ask('ALERTS{alertname="VenueServerGone", alertstate="firing"}');
    expect(gone?.metric).toMatchObject({ venue: '100234' });
  });
});

async function tokenOf(venue: PracticeVenue): Promise<string> {
  const expiresAt = new Date(Date.now() + DAY_MS).toISOString();
  const input = { name: 'Prometheus', permissions: ['METRICS_VIEW'], expiresAt };
  const made = 'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token } }';
  return dataOf<{ createApiToken: { token: string } }>(await venue.ask(made, { input })).createApiToken.token;
}
