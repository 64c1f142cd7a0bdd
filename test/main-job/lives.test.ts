/** What a server leaves behind when it is killed, asked to stop, or met by a second one; and that a cancel restores what it can. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WatchedRows } from '../prove/shared/watched-rows.js';
import { PracticeVenue } from '../venue/practice-venue.js';
import { tell } from '../venue/requests.js';
import {
  BEFORE_ONBOARDING,
  beginOnboarding,
  ended,
  isAlive,
  linkTable,
  OPERATION_MS,
  onboarded,
  refusalOf,
  serverJson,
  startQuick,
} from './main-job.js';

let venue: PracticeVenue | undefined;

afterEach(() => venue?.stop(), 60_000);

/** An onboarding of a fresh venue, up to the moment when this is stored. */
async function onboardingUntil(sign: string): Promise<{ at: PracticeVenue; id: string }> {
  const at = await startQuick();
  venue = at;
  const rows = new WatchedRows(at.stateFile);
  const id = await beginOnboarding(at);
  await rows.until('ONBOARD', new Set(), sign, OPERATION_MS);
  rows.close();
  return { at, id };
}

test.each([['redemption:SENDING']])(
  'an onboarding whose server is killed at %s ends in a true state after the next start',
  async (sign) => {
    const { at, id } = await onboardingUntil(sign);
    await at.kill();
    await at.start();
    const killed = linesOf(at).filter((line) => JSON.stringify(line).includes('ended without stopping'));
    expect(killed).toHaveLength(1);
    const result = await ended(at, id);
    const services = await linkTable(at);
    expect(await at.redemptions()).toBeLessThanOrEqual(1);
    expect(result.events.map(({ sequence }) => sequence)).toEqual(result.events.map((_, i) => i + 1));
    if (result.state === 'SUCCEEDED') {
      expect(await at.redemptions()).toBe(1);
      for (const key of ['gateway-client', 'cloud-sync']) {
        expect(services[key]).toMatchObject({ status: 'RUNNING', startMode: 'AUTOMATIC' });
        expect(isAlive(services[key]?.['processId'])).toBe(true);
      }
    } else {
      expect(result).toMatchObject({ state: 'FAILED', failure: { notRestored: expect.any(Array) } });
      expect(services).toEqual(BEFORE_ONBOARDING);
    }
  },
  150_000,
);

test('an onboarding that is cancelled midway puts the services back and says so', async () => {
  const { at, id } = await onboardingUntil('step:start-gateway-client:RUNNING');
  const cancel = 'mutation ($id: ID!) { cancelOperation(id: $id, reason: "Wrong evening") { state } }';
  // Together: the first heartbeat, from which on it goes forward only, is seconds away.
  const [service, cancelled] = await Promise.all([
    at.ask('mutation { stopService(key: "gateway-client") { status } }'),
    at.ask(cancel, { id }),
  ]);
  expect(refusalOf(service)?.code).toBe('OPERATION_IN_PROGRESS');
  expect(cancelled.errors).toEqual([]);
  const result = await ended(at, id);
  expect(result).toMatchObject({ state: 'CANCELLED', failure: { code: 'OPERATION_CANCELLED' } });
  expect(result.failure?.restored.length).toBeGreaterThan(0);
  expect(await linkTable(at)).toEqual(BEFORE_ONBOARDING);
  expect((await tell(at, id))?.state).toBe('CANCELLED');
  expect(await at.redemptions()).toBe(1);
}, 150_000);

test('a server names itself, keeps a second one out, and leaves no process when asked to stop', async () => {
  const at = await startQuick();
  venue = at;
  expect(serverJson(at)).toMatchObject({ pid: at.pid, port: at.port, startedAt: expect.any(String) });
  const second = spawnSync(process.execPath, [join(process.cwd(), 'dist', 'bundle', 'main.js'), 'serve'], {
    env: { ...process.env, VENUE_CONTROL_DATA: at.folder, VENUE_CONTROL_PORT: '0' },
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(second.status).not.toBe(0);
  expect(second.stderr.trim().split('\n')).toHaveLength(1);

  expect((await onboarded(at)).state).toBe('SUCCEEDED');
  const pid = at.pid ?? 0;
  const from = Date.now();
  process.kill(pid, 'SIGTERM');
  while (isAlive(pid) && Date.now() - from < 30_000) await new Promise((later) => setTimeout(later, 50));
  expect(Date.now() - from).toBeLessThan(15_000);
  expect(at.processes()).toEqual([]);
  expect(existsSync(join(at.folder, 'server.json'))).toBe(false);
  const version = expect.stringMatching(/^0\.1\.0/);
  expect(linesOf(at)).toEqual([
    expect.objectContaining({ msg: 'The server starts', version, pid, before: 'stopped, or none' }),
    expect.objectContaining({ msg: 'Operation begun', kind: 'ONBOARD' }),
    expect.objectContaining({ msg: 'Operation ended', kind: 'ONBOARD', state: 'SUCCEEDED' }),
    expect.objectContaining({ msg: 'The server stops', reason: 'SIGTERM' }),
  ]);
}, 150_000);

/** Of the log: how servers and operations begin and end. */
function linesOf(at: PracticeVenue): readonly object[] {
  const lines = readFileSync(join(at.folder, 'logs', 'server.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line)).filter(({ msg }) => /^(The server|Operation) /.test(msg));
}
