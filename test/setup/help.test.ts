/** What the commands of a developer say of themselves, compared with what they do. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { quickFolders } from '../../bin/testing/quick.mjs';
import { campaignRings } from '../../bin/testing/rings.mjs';

function run(program: string, ...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`bin/${program}.mjs`, ...words], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

/** The stages that a program runs, by its source. */
const stagesOf = (program: string) =>
  [...readFileSync(`bin/${program}.mjs`, 'utf8').matchAll(/(?:(?:stage|tests)\(|\[)'([a-z-]+)', \(/g)].map(
    ([, name]) => name ?? '',
  );

test.each([
  ['test', 11],
  ['check', 4],
])('npm run %s -- --help reports each of its %d stages, and runs none', (program, count) => {
  const { status, stdout, stderr } = run(program, '--help');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const stages = stagesOf(program);
  expect(stages).toHaveLength(count);
  for (const stage of stages) expect(stdout).toMatch(new RegExp(`^${stage} +\\w`, 'm'));
});

test('npm run check names the folders that it runs, and refuses a path outside of them', () => {
  expect(run('check', '--help').stdout).toContain(`test/{${quickFolders.join(',')}}`);
  const { status, stderr } = run('check', 'docs');
  expect(status).toBe(1);
  expect(stderr).toContain('not "docs"');
});

const campaigns = readdirSync('test/prove', { recursive: true, encoding: 'utf8' }).flatMap(
  (file) => /(\w+)\.campaign\.ts$/.exec(file)?.[1] ?? [],
);

test('each campaign has a ring and a budget', () => {
  const rings = Object.values(campaignRings).flatMap((ring) => Object.keys(ring));
  expect([...new Set(rings)].sort()).toEqual(campaigns.sort());
  const minutes = Object.values(campaignRings.nightly).map((campaign) => campaign.minutes);
  expect(minutes.reduce((sum, each) => sum + each, 0)).toBeLessThan(75);
});

test('npm run prove -- --help names each campaign and what it is about', () => {
  const { status, stdout } = run('prove', '--help');
  expect(status).toBe(0);
  expect(campaigns).toContain('injection');
  for (const name of campaigns) {
    expect(stdout).toMatch(new RegExp(`^  ${name} +\\w.{10}`, 'm'));
    expect(readFileSync(`docs/reference/campaigns/${name}.md`, 'utf8')).toMatch(/^# /);
  }
});
