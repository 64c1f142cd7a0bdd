/** After an onboarding that went back, whatever the case and the step: venue, plan and services say the same, and a next one works. */
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import type { Operation } from '../../../src/domain/types/operation.js';
import { readLinkTakenBack } from '../../../src/domain/venue/link.js';
import { EndedOnboardings } from '../../../src/domain/venue/unfinished.js';
import { newOperation } from '../../storage/samples.js';
import { eachOnboarding } from './onboarding-bench.js';

const bench = eachOnboarding();
beforeEach(() => {
  bench.domain.plane.keepStatus();
  const { model, scripts } = bench.domain.venue;
  const redeem = scripts.get('Invoke-CodeRedemption');
  // The cloud at its strictest: what was redeemed last connects, and nothing older does.
  scripts.set('Invoke-CodeRedemption', (...given) => {
    const older = [...model.cloud.redemptions];
    const answer = redeem?.(...given);
    for (const each of older) each.state = 'CLOSED';
    return answer;
  });
});

/** How the venue stood before. */
const CASES: Readonly<Record<string, () => void>> = {
  'FIRST_TIME of a venue': () => {},
  'RE_ESTABLISH on another server': () => {
    linkedBefore();
    moved();
  },
  'RE_ESTABLISH on another server that has no credential': () => {
    linkedBefore();
    moved();
    bench.domain.venue.model.credentials.current = null;
  },
  'RE_ESTABLISH of another version': () => {
    linkedBefore();
    for (const each of bench.domain.venue.model.cloud.redemptions) each.swiftposVersion = '10.36.0';
  },
  'CLOUD_SYNC_ADDED beside a gateway that runs': () => {
    linkedBefore();
    bench.venue.run('gateway-client');
  },
};

/** The old server is off. */
function moved(): void {
  bench.domain.venue.model.machine.id = 'new machine';
}

function linkedBefore(): void {
  bench.venue.credential = 'old credential';
}

const START = 'Start-VenueHostService';
/** From the redemption on, in order, up to the first heartbeat. */
const STEPS = [
  'Save-GatewayCredential',
  'Save-CloudSyncPackage',
  'Install-CloudSync',
  'Set-ServiceStartMode',
  START,
];
const everyWay = Object.keys(CASES).flatMap((name) => STEPS.map((step) => [name, step] as const));

/** It does connect by an older one after all. */
function hears(): void {
  for (const each of bench.domain.venue.model.cloud.redemptions) each.state = 'REDEEMED';
  bench.domain.venue.connection = 'connected';
}

describe('an onboarding that went back', () => {
  it.each(everyWay)('%s, in %s: all say the same, and the next one connects', async (name, step) => {
    CASES[name]?.();
    const first = await bench.plan();
    expect(name).toContain(first.case);
    const failed = await failIn(step, first.fingerprint);
    expect(failed.state).toBe('FAILED');

    const { onboarding, services } = await state();
    const next = await bench.plan();
    expect(next.checks.filter(({ outcome }) => outcome === 'FAIL')).toEqual([]);
    if (bench.domain.venue.connection === 'never') {
      expect([onboarding.state, next.case]).toEqual(['NEVER_CONNECTED', 'FIRST_TIME']);
    } else {
      expect([onboarding.state, next.case]).toEqual(['RECONNECT_NEEDED', 'RE_ESTABLISH']);
      const remedy = next.needsCode
        ? /Plan an onboarding\.$/
        : /Finish the onboarding\. It needs no new code\.$/;
      expect(onboarding.detail).toMatch(remedy);
      expect(services[0]?.nextAction).toMatch(remedy);
    }

    const { id } = await bench.ask(next.fingerprint, { code: 'EFGH6789' });
    await bench.domain.until(id, 'SUCCEEDED');
    expect((await state()).onboarding.state).not.toBe('RECONNECT_NEEDED');
    expect((await bench.plan()).case).toBe('ALREADY_CONNECTED');
  });

  it.each([
    ['CLOUD_SYNC_ADDED beside a gateway that runs', 'Install-CloudSync', 'RE_ESTABLISH FAIL'],
    // Ordering never worked by this link.
    ['FIRST_TIME of a venue', 'Set-ServiceStartMode', 'FIRST_TIME WARN'],
  ])('%s: a send in trading hours is judged by whether ordering may work', async (name, step, judged) => {
    CASES[name]?.();
    bench.domain.venue.isSent = false;
    await failIn(step, (await bench.plan()).fingerprint);
    bench.domain.venue.connection = 'disconnected';
    bench.domain.venue.tradesAlways();
    const { case: is, checks } = await bench.plan();
    expect(`${is} ${checks.find(({ code }) => code === 'TRADING_HOURS')?.outcome}`).toBe(judged);
  });

  it('is not over where what the cloud hears may be a gateway that could not be stopped then', async () => {
    CASES['RE_ESTABLISH of another version']?.();
    const hangs = { Outcome: 'Timeout', StoppedDependents: [], MonitorReleased: false };
    bench.domain.venue.scripts.set('Stop-VenueHostService', () => hangs);
    await failIn(START, (await bench.plan()).fingerprint);
    hears();
    await bench.domain.clock.pass(2 * 3_600_000);
    await bench.plan();
    // It was restarted, and reads what the rollback restored.
    bench.domain.venue.connection = 'disconnected';
    expect((await bench.plan()).case).toBe('RE_ESTABLISH');
  });

  it('is no first one where the venue was connected by other means afterwards', async () => {
    await failIn(START, (await bench.plan()).fingerprint);
    bench.domain.venue.connection = 'disconnected';
    const { operations } = bench.domain.state;
    const [failed] = await operations.list({ first: 1 });
    const heard = (seconds: number) =>
      readLinkTakenBack(new EndedOnboardings(operations), {
        lastHeartbeatAt: new Date((failed?.finishedAt?.getTime() ?? 0) + seconds * 1000),
        onboardedAt: undefined,
      });
    expect([await heard(-5), await heard(600), await heard(7200)]).toEqual(['FIRST', 'YES', 'NO']);
  });

  it.each([
    ['is half an hour fast', -1800],
    ['is half an hour slow', 1800],
  ])(
    'is over where the cloud heard the venue minutes after it, by a clock that %s',
    async (_, skewSeconds) => {
      CASES['CLOUD_SYNC_ADDED beside a gateway that runs']?.();
      await failIn('Install-CloudSync', (await bench.plan()).fingerprint);
      const { operations } = bench.domain.state;
      const [failed] = await operations.list({ first: 1 });
      const steps = await operations.steps([failed?.id ?? '']);
      const redeemedAt = steps.find(({ name }) => name === 'redeem-code')?.finishedAt;
      const byCloud = (at: Date | undefined, seconds = 0) =>
        new Date((at?.getTime() ?? 0) + (skewSeconds + seconds) * 1000);
      const heard = (seconds: number) =>
        readLinkTakenBack(new EndedOnboardings(operations), {
          lastHeartbeatAt: byCloud(failed?.finishedAt, seconds),
          onboardedAt: byCloud(redeemedAt),
        });
      expect([await heard(-1), await heard(30), await heard(120)]).toEqual(['YES', 'YES', 'NO']);
    },
  );

  it('stays the first one when the next one is rolled back too', async () => {
    await failIn(START, (await bench.plan()).fingerprint);
    bench.domain.venue.connection = 'disconnected';
    await failIn('Set-ServiceStartMode', (await bench.plan()).fingerprint, 'EFGH6789');
    expect((await state()).status.state).toBe('ATTENTION');
  });

  it('is remembered however many attempts that touched nothing came after it', async () => {
    CASES['CLOUD_SYNC_ADDED beside a gateway that runs']?.();
    await failIn('Set-ServiceStartMode', (await bench.plan()).fingerprint);
    const { operations } = bench.domain.state;
    for (let attempt = 1; attempt <= 120; attempt += 1) {
      const createdAt = new Date(bench.domain.clock.now().getTime() + attempt);
      await operations.create(newOperation({ id: `attempt ${attempt}`, createdAt }));
      await operations.transition(`attempt ${attempt}`, ['PENDING'], 'FAILED', { finishedAt: createdAt });
    }
    await bench.domain.clock.pass(6000);
    expect((await bench.plan()).case).toBe('RE_ESTABLISH');
  });

  it('is nothing to onboard for where the credential that was restored connects', async () => {
    CASES['CLOUD_SYNC_ADDED beside a gateway that runs']?.();
    await failIn('Install-CloudSync', (await bench.plan()).fingerprint);
    hears();
    expect((await bench.plan()).case).toBe('CLOUD_SYNC_ADDED');
    expect((await state()).onboarding.state).toBe('CLOUD_SYNC_PENDING');
    expect((await state()).services[0]?.health).toBe('HEALTHY');
  });
});

/** Until it is over, with this script refused from the code on; then it is as before again. */
async function failIn(script: string, fingerprint: string, code = 'ABCD2345'): Promise<Operation> {
  const { domain } = bench;
  const calls = domain.venue.calls.length;
  domain.venue.before = (called) => {
    const since = domain.venue.calls.slice(calls);
    if (called === script && since.includes('Invoke-CodeRedemption'))
      throw new ScriptError(called, 'FAILED', 'no', { errorId: 'NO' });
  };
  const { id } = await bench.ask(fingerprint, { code });
  for (let turn = 0; turn < 200 && !(await domain.find(id)).finishedAt; turn += 1)
    await domain.clock.pass(100);
  domain.venue.before = () => undefined;
  return domain.find(id);
}

async function state() {
  const { plane, clock } = bench.domain;
  // The status is checked every five seconds, the cloud every ten.
  await clock.pass(10_000);
  await clock.pass(6000);
  const onboarding = await plane.venue.onboarding();
  const status = plane.status.status();
  return { onboarding, status, services: [await plane.services.one('gateway-client')] };
}
