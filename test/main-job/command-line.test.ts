/** The command line as a person or a script uses it, on folders of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../venue/free-port.js';
import type { PracticeVenue } from '../venue/practice-venue.js';
import { refusalOf, startQuick } from './main-job.js';

let venue: PracticeVenue;

beforeAll(async () => {
  venue = await startQuick();
}, 60_000);

afterAll(() => venue?.stop(), 60_000);

function run(words: readonly string[], { input = '', env = {} }: { input?: string; env?: object } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('dist', 'main.js'), ...words], {
    input,
    encoding: 'utf8',
    timeout: 60_000,
    env: {
      ...process.env,
      VENUE_CONTROL_DATA: venue.folder,
      VENUE_CONTROL_PORT: String(venue.port),
      VENUE_CONTROL_CLOUD_PORT: String(venue.cloudPort),
      ...env,
    },
  });
  return { status, stdout, stderr };
}

async function signInAs(id: string, pin: string) {
  return venue.request('mutation ($id: ID!, $pin: String!) { signIn(clerkId: $id, pin: $pin) { token } }', {
    id,
    pin,
  });
}

test('doctor finds a running venue well, in words and as JSON', () => {
  const words = run(['doctor']);
  expect(words).toMatchObject({ status: 0, stderr: '' });
  expect(words.stdout).toContain('All well.');
  type Finding = { part: string; ok: boolean; detail: string };
  const findings = JSON.parse(run(['doctor', '--json']).stdout) as Finding[];
  expect(findings.every(({ ok }) => ok)).toBe(true);
  // Which one runs the hosts is for whoever sits at the machine, and not in the public health.
  const powershell = findings.find(({ part }) => part === 'PowerShell');
  expect(powershell?.detail).toMatch(
    /^\d+\.\d+\.\d+ (Core|Desktop), (project|configured|machine|windows): .*pwsh/,
  );
}, 120_000);

test('migrate brings a new folder up to date, twice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-migrate-'));
  try {
    for (let time = 0; time < 2; time += 1) {
      const { status, stdout } = run(['migrate', '--json'], { env: { VENUE_CONTROL_DATA: folder } });
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toEqual({ upToDate: true, folder });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

test('rehearse sets and clears faults, and names the known ones when it meets another', async () => {
  expect(run(['rehearse', 'redeem=used']).status).toBe(0);
  expect(await venue.cloud('/faults')).toEqual({ redeem: 'used' });
  const unknown = run(['rehearse', 'weather=bad']);
  expect(unknown.status).not.toBe(0);
  expect(unknown.stderr).toContain('redeem');
  expect(run(['rehearse', 'none']).stdout).toContain('No fault is set.');
}, 60_000);

test('five wrong PINs lock a clerk out, and unlock lets them in again', async () => {
  for (let time = 0; time < 5; time += 1) {
    expect(refusalOf(await signInAs('3', '0000'))?.code).toBe('SIGN_IN_FAILED');
  }
  expect(refusalOf(await signInAs('3', '8642'))?.code).toBe('SIGN_IN_LOCKED');
  expect(run(['clerk', 'unlock', '3'])).toMatchObject({ status: 0, stderr: '' });
  expect((await signInAs('3', '8642')).errors).toEqual([]);
}, 90_000);

test('set-pin reads the PIN from standard input, never prints it, and ends the old one', async () => {
  const { status, stdout, stderr } = run(['clerk', 'set-pin', '5'], { input: '90817\n' });
  expect(status).toBe(0);
  expect(stdout + stderr).not.toContain('90817');
  expect((await signInAs('5', '90817')).errors).toEqual([]);
  expect(refusalOf(await signInAs('5', '1122'))?.code).toBe('SIGN_IN_FAILED');
}, 90_000);

test('grant ticks a box for a group by its name', async () => {
  const words = ['clerk', 'grant', 'Supervisors', 'CLOUD_CONNECTIVITY_ONBOARD', '--reason', 'Nights'];
  expect(run(words)).toMatchObject({ status: 0, stderr: '' });
  const { data } = await signInAs('2', '1357');
  const { data: seen } = await venue.request('{ viewer { permissions } }', {}, data.signIn.token);
  expect(seen.viewer.permissions).toContain('CLOUD_CONNECTIVITY_ONBOARD');
}, 90_000);

test.each([
  [[]],
  [['serve']],
  [['doctor']],
  [['migrate']],
  [['rehearse']],
  [['rehearsal']],
  [['clerk']],
  [['clerk', 'set-pin']],
  [['clerk', 'grant']],
  [['clerk', 'unlock']],
])('%j --help says how it is used', (words) => {
  const { status, stdout } = run([...words, '--help']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage: venue-control/);
});

test.each([
  [{ VENUE_CONTROL_PORT: 'eighty' }, 'VENUE_CONTROL_PORT'],
  [{ VENUE_CONTROL_VENUE: 'hotel' }, 'VENUE_CONTROL_VENUE'],
  [{ VENUE_CONTROL_REHEARSAL_PACE: '-1' }, 'VENUE_CONTROL_REHEARSAL_PACE'],
])('%j is refused in one line that names it', async (env, name) => {
  const { status, stderr } = run(['serve'], {
    env: { VENUE_CONTROL_PORT: String(await freePort()), ...env },
  });
  expect(status).toBe(2);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(name);
});
