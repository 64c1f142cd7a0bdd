/** A Gateway Client that runs and reads its credential when it starts: restarted after the hand-over, and again after the rollback. */
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { DEFAULT_SETTINGS } from '../../../src/domain/types/settings.js';
import type { Script } from '../fake-venue.js';
import { OnboardingVenue } from '../onboarding/onboarding-venue.js';
import { askOnboarding, type PracticeDomain, practiceDomain } from '../rehearsal-domain.js';

const OLD = 'old credential';
const LONG_AGO = new Date('2031-05-01T00:00:00.000Z');
const TITLE = 'Restart Gateway Client, if it is running, so that it reads the new credential';

let domain: PracticeDomain;
let venue: OnboardingVenue;

async function begin(restartsGateway: boolean | undefined, running: boolean): Promise<void> {
  domain = await practiceDomain({
    settings: { heartbeatMs: 10_000 },
    ...(restartsGateway === undefined ? {} : { restartsGateway }),
  });
  venue = new OnboardingVenue(domain.venue);
  venue.rereads = false;
  venue.credential = OLD;
  // Connected on another server before.
  domain.venue.model.machine.id = 'new machine';
  if (!running) return;
  venue.run('gateway-client');
  domain.venue.model.services['gateway-client'].startedAt = LONG_AGO.getTime();
}
afterEach(() => domain.close());

/** The scripts that move or tell Gateway Client, in their order. */
const moves = () =>
  domain.venue.calls.filter((script) =>
    /^(Save|Restore)-GatewayCredential$|^(Start|Stop)-VenueHostService$/.test(script),
  );

async function onboarded(state: 'SUCCEEDED' | 'FAILED') {
  const { id } = await askOnboarding(domain);
  const ended = await domain.until(id, state);
  const events = await domain.state.operations.events(id, 0, 200);
  return { ...ended, said: events.map(({ message }) => message).join('\n') };
}

test('without it the cloud never hears the new credential, which is what it is for', async () => {
  await begin(undefined, true);
  const { failure } = await onboarded('FAILED');
  expect(failure?.code).toBe('HEARTBEAT_NOT_SEEN');
  expect(moves()).not.toContain('Stop-VenueHostService');
});

test('one that runs is restarted after the hand-over, in the plan and in the events', async () => {
  await begin(true, true);
  const { steps } = await domain.plane.onboarding.plan();
  const titles = steps.map(({ title }) => title);
  expect(titles.indexOf(TITLE)).toBeGreaterThan(titles.indexOf("Store the gateway's credential"));
  expect(titles.indexOf(TITLE)).toBeLessThan(titles.indexOf('Wait until the cloud receives a heartbeat'));
  const { said } = await onboarded('SUCCEEDED');
  expect(said).toContain('Restarting Gateway Client: it reads its credential when it starts.');
  expect(moves().slice(0, 3)).toEqual([
    'Save-GatewayCredential',
    'Stop-VenueHostService',
    'Start-VenueHostService',
  ]);
  expect(venue.read).toBe(venue.redeemed[0]);
});

test('one that is stopped is started once, and one that was started since is left alone', async () => {
  await begin(true, false);
  await onboarded('SUCCEEDED');
  expect(moves()).not.toContain('Stop-VenueHostService');
  await domain.close();

  await begin(true, true);
  // Services Monitor has its daily restart in between.
  const setMode = domain.venue.scripts.get('Set-ServiceStartMode');
  domain.venue.scripts.set('Set-ServiceStartMode', (parameters) => {
    domain.venue.stop('gateway-client');
    domain.venue.start('gateway-client');
    return setMode?.(parameters);
  });
  const { said } = await onboarded('SUCCEEDED');
  expect(moves()).not.toContain('Stop-VenueHostService');
  expect(said).toContain('was started after the hand-over');
});

test('after the rollback it is restarted again, and holds what it held before', async () => {
  await begin(true, true);
  failsAtGateway(2);
  const { failure } = await onboarded('FAILED');
  expect(failure?.restored).toContain("The gateway's previous credential was restored.");
  expect(failure?.restored).toContain('Gateway Client was restarted and reads its restored credential file.');
  expect(failure?.notRestored.join()).not.toContain('Gateway Client');
  expect([venue.read, venue.services['gateway-client'].running]).toEqual([OLD, true]);
});

test.each([
  ['restarted', true],
  ['stopped', false],
])('during the rollback, where it is %s, a stop may take what its script may', async (_, running) => {
  await begin(true, running);
  failsAtGateway(running ? 2 : 1);
  const { run } = domain.venue.runner;
  const deadlines: number[] = [];
  domain.venue.runner.run = (call) => {
    if (call.script === 'Stop-VenueHostService' && call.parameters?.['Key'] === 'gateway-client')
      deadlines.push(call.deadlineMs);
    return run(call);
  };
  await onboarded('FAILED');
  expect(deadlines.length).toBeGreaterThan(0);
  // Asked while it still starts, then waited for, and watched for 3 s; all of it twice.
  const asked = DEFAULT_SETTINGS.stopGraceSeconds;
  expect(Math.min(...deadlines)).toBeGreaterThan(2 * (asked + asked + 3) * 1000);
});

/** Its start of that number does its work, and does not say so: before the first heartbeat is seen. */
function failsAtGateway(start: number): void {
  const { scripts } = domain.venue;
  const work = scripts.get('Start-VenueHostService') as Script;
  let count = 0;
  scripts.set('Start-VenueHostService', (parameters) => {
    const [row] = work(parameters) as [object];
    count += 1;
    return count === start ? { ...row, Outcome: 'Failed' } : row;
  });
}

/** The first time that the previous credential is back, and before Gateway Client is moved. */
function whenRestored(happens: () => unknown): void {
  const restore = domain.venue.scripts.get('Restore-GatewayCredential');
  domain.venue.scripts.set('Restore-GatewayCredential', (parameters) => {
    const answer = restore?.(parameters);
    if (restore) domain.venue.scripts.set('Restore-GatewayCredential', restore);
    happens();
    return answer;
  });
}

test('a look that fails then hides nothing of what was restored', async () => {
  await begin(true, true);
  failsAtGateway(2);
  whenRestored(() => domain.venue.refuse('Get-ServiceState', 'ACCESS_DENIED'));
  const { failure } = await onboarded('FAILED');
  expect(failure?.restored).toContain("The gateway's previous credential was restored.");
  const left = failure?.notRestored.join('\n');
  expect(left).toContain('Gateway Client may still use the new credential: ');
  expect(left).toContain('Whether all services run as before is unknown: ');
  expect(left).not.toContain('it could not be restored');
});

test('a server that was killed during the rollback between stop and start continues by starting it', async () => {
  await begin(true, true);
  Object.assign(domain.venue.model.services.netpos, { dependsOn: ['gateway-client'] });
  failsAtGateway(2);
  const stopped = Promise.withResolvers<void>();
  whenRestored(() => void venue.loseAnswerOf('Stop-VenueHostService').reached.then(stopped.resolve));
  const { id } = await askOnboarding(domain);
  await killedWhen(stopped.promise);
  const { failure } = await domain.until(id, 'FAILED');
  expect(failure?.restored).toContain('Gateway Client was restarted and reads its restored credential file.');
  expect([venue.read, domain.venue.stopped]).toEqual([OLD, ['cloud-sync']]);
});

test('a rollback that begins before it was restarted moves it not at all', async () => {
  await begin(true, true);
  domain.venue.refuse('Install-CloudSync', 'PACKAGE_MISSING');
  const { failure } = await onboarded('FAILED');
  expect(failure?.restored).toContain("The gateway's previous credential was restored.");
  expect(moves()).not.toContain('Stop-VenueHostService');
  expect(moves()).not.toContain('Start-VenueHostService');
  expect(venue.read).toBe(OLD);
});

test('one that does not come up again is reported, and the rollback starts it', async () => {
  await begin(true, true);
  const start = domain.venue.scripts.get('Start-VenueHostService');
  let starts = 0;
  domain.venue.scripts.set('Start-VenueHostService', (parameters) => {
    starts += 1;
    return starts === 1 ? { Outcome: 'Failed', ProcessId: null, ExitCode: 1 } : start?.(parameters);
  });
  const { failure } = await onboarded('FAILED');
  expect(failure?.code).toBe('SERVICE_START_FAILED');
  expect(failure?.restored).toContain('Gateway Client is running, as before.');
  expect([venue.read, venue.services['gateway-client'].running]).toEqual([OLD, true]);
});

/** The server is killed at that moment, and the next one continues. */
async function killedWhen(reached: Promise<void>): Promise<void> {
  let isSo = false;
  void reached.then(() => {
    isSo = true;
  });
  while (!isSo) await domain.clock.pass(100);
  await domain.reborn();
}

test('a server that was killed between stop and start continues by starting it', async () => {
  await begin(true, true);
  const { reached } = venue.loseAnswerOf('Stop-VenueHostService');
  const { id } = await askOnboarding(domain);
  await killedWhen(reached);
  await domain.until(id, 'SUCCEEDED');
  expect(venue.read).toBe(venue.redeemed[0]);
});

describe('with a service that runs and depends on it', () => {
  const dependents = () => [!domain.venue.stopped.includes('netpos'), venue.plannedStops];
  beforeEach(async () => {
    await begin(true, true);
    Object.assign(domain.venue.model.services.netpos, { dependsOn: ['gateway-client'] });
  });

  test('that one stops and starts with it', async () => {
    const { said } = await onboarded('SUCCEEDED');
    expect(said).toContain('Stopped with it: NetPOS.');
    expect(dependents()).toEqual([true, []]);
  });

  test('one that was stopped before is not started', async () => {
    domain.venue.stop('netpos');
    await onboarded('SUCCEEDED');
    expect(dependents()).toEqual([false, []]);
  });

  test.each(['Stop-VenueHostService', 'Start-VenueHostService'])(
    'that one runs again after a server that was killed before it heard %s',
    async (script) => {
      const { reached } = venue.loseAnswerOf(script);
      const { id } = await askOnboarding(domain);
      await killedWhen(reached);
      await domain.until(id, 'SUCCEEDED');
      expect(dependents()).toEqual([true, []]);
      expect(venue.read).toBe(venue.redeemed[0]);
    },
  );

  test('and a host that died with the answer of the stop', async () => {
    const stop = domain.venue.scripts.get('Stop-VenueHostService');
    let stops = 0;
    domain.venue.scripts.set('Stop-VenueHostService', (parameters) => {
      const answer = stop?.(parameters);
      stops += 1;
      if (stops === 1) throw new ScriptError('Stop-VenueHostService', 'HOST_DIED', 'gone');
      return answer;
    });
    await onboarded('SUCCEEDED');
    expect([stops, ...dependents()]).toEqual([2, true, []]);
  });
});
