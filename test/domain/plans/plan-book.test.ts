/** Fingerprints and saved plans: the same facts are the same plan, a moved fact is named, a stale plan is none. */

import { changesBetween, fingerprintedFacts } from '../../../src/domain/facts/plan-facts.js';
import type { Check } from '../../../src/domain/plans/plan.js';
import { requirePlanHolds, requireReady, savePlan } from '../../../src/domain/plans/plan-book.js';
import { fingerprintOf } from '../../../src/domain/types/canonical-json.js';
import { AppError } from '../../../src/errors/errors.js';
import { onceState } from '../../storage/engines.js';
import { CONNECTED, cloudOf, factsOf, NOON, registrationOf, serviceOf, valuesOf } from '../venue/facts-of.js';

const HOUR = 60 * 60_000;
const later = (ms: number): Date => new Date(NOON.getTime() + ms);

describe('the facts that a plan covers', () => {
  const planned = fingerprintedFacts(factsOf());

  it('hold no clock, process id or heartbeat', () => {
    const services = new Map(
      [...valuesOf().services].map(([key, service]) => [
        key,
        { ...service, processId: 9, observedAt: later(1) },
      ]),
    );
    const same = fingerprintedFacts(factsOf({ at: later(HOUR), services }));
    expect(fingerprintOf(same)).toBe(fingerprintOf(planned));
    const beats = (at: Date) =>
      fingerprintedFacts(factsOf({ cloud: cloudOf({ ...CONNECTED, lastHeartbeatAt: at }) }));
    expect(beats(later(1))).toEqual(beats(later(2)));
  });

  it.each([
    [
      'registration expires on',
      factsOf({ registration: registrationOf({ expiresOn: '2031-05-07' }) }),
      '2032-01-01',
      '2031-05-07',
    ],
    [
      'company name',
      factsOf({ registration: registrationOf({ companyName: 'Other' }) }),
      'Harbour View Hotel',
      'Other',
    ],
    ['licences', factsOf({ registration: registrationOf({ licences: [] }) }), 'CLOUD_SYNC', ''],
    ['elevated', factsOf({ host: { elevated: false } }), 'true', 'false'],
    ['machine', factsOf({ host: { machineId: 'new' } }), 'machine', 'new'],
    ['daily restart', factsOf({ host: { dailyRestartAt: '05:00' } }), 'none', '05:00'],
    ['database operation', factsOf({ databaseOperations: undefined }), '', 'unknown'],
    ['gateway credential', factsOf({ linkTakenBack: 'YES' }), 'as it was', 'taken back'],
    ['other servers', factsOf({ cloud: cloudOf({ otherServers: ['old'] }) }), '', 'old'],
    [
      'service gateway-client',
      factsOf({
        services: new Map([...valuesOf().services, ['gateway-client', serviceOf('gateway-client')]]),
      }),
      'stopped, Manual',
      'running, Automatic',
    ],
    [
      'trading hours',
      factsOf({ tradingPeriods: [{ weekday: 'MONDAY', opensAt: '10:00', closesAt: '23:00' }] }),
      '',
      'MONDAY 10:00-23:00',
    ],
  ])('name %s when it moves', (fact, facts, before, now) => {
    expect(changesBetween(planned, fingerprintedFacts(facts))).toEqual([{ fact, planned: before, now }]);
  });

  it('name all that a cloud says when it goes away', () => {
    const changes = changesBetween(planned, fingerprintedFacts(factsOf({ cloud: undefined })));
    expect(changes.map(({ fact }) => fact)).toContain('cloud reachable');
    expect(changes.filter(({ now }) => now === 'unknown').length).toBeGreaterThan(3);
  });
});

describe('a stored plan', () => {
  const state = onceState();

  const facts = fingerprintedFacts(factsOf());
  const hold = (fingerprint: string, now: object, at = NOON) =>
    requirePlanHolds(state.plans, 'ONBOARD', fingerprint, { facts: now as typeof facts, at });

  it('holds against the same facts until an hour is over', async () => {
    const { fingerprint, expiresAt } = await savePlan(state.plans, 'ONBOARD', facts, NOON);
    expect(expiresAt).toEqual(later(HOUR));
    await hold(fingerprint, facts, later(HOUR - 1));
    await expect(hold(fingerprint, facts, later(HOUR))).rejects.toMatchObject({ code: 'PLAN_NOT_FOUND' });
  });

  it('is one plan, with the later expiry, when it is drafted twice', async () => {
    const first = await savePlan(state.plans, 'ONBOARD', facts, NOON);
    const second = await savePlan(state.plans, 'ONBOARD', facts, later(HOUR / 2));
    expect(second.fingerprint).toBe(first.fingerprint);
    await hold(first.fingerprint, facts, later(HOUR + 1));
  });

  it('of another kind, or that no one drew, is none', async () => {
    const { fingerprint } = await savePlan(state.plans, 'RESYNC', facts, NOON);
    await expect(hold(fingerprint, facts)).rejects.toMatchObject({ code: 'PLAN_NOT_FOUND' });
    await expect(hold('made up', facts)).rejects.toMatchObject({ code: 'PLAN_NOT_FOUND' });
  });

  it('says which fact moved from what to what', async () => {
    const { fingerprint } = await savePlan(state.plans, 'ONBOARD', facts, NOON);
    const failure = await hold(fingerprint, { ...facts, elevated: false }).catch((error) => error);
    expect(failure).toMatchObject({
      code: 'PLAN_CHANGED',
      details: { changes: [{ fact: 'elevated', planned: 'true', now: 'false' }] },
    });
    expect(failure.message).toContain('elevated was true, now it is false');
  });
});

describe('a plan', () => {
  const check = (given: Partial<Check>): Check => ({
    code: 'ELEVATION',
    title: 'Title',
    outcome: 'PASS',
    detail: 'Detail.',
    remedy: 'Remedy.',
    overridable: false,
    ...given,
  });
  const refusalOf = (checks: readonly Check[], overrides: readonly string[]) => {
    try {
      requireReady(checks, overrides);
      return undefined;
    } catch (error) {
      return error as AppError;
    }
  };
  const soft = check({ code: 'TRADING_HOURS', outcome: 'FAIL', overridable: true });
  const hard = check({ code: 'REGISTRATION', outcome: 'FAIL' });
  const unknownCheck = check({ code: 'OLD_SERVER', outcome: 'UNKNOWN' });

  it('is ready when every check passes or warns', () => {
    expect(refusalOf([check({}), check({ code: 'DAILY_RESTART', outcome: 'WARN' })], [])).toBeUndefined();
  });

  it.each([
    ['a failing check', [hard], [], 'PLAN_NOT_READY', ['REGISTRATION']],
    ['a check that no one could make', [unknownCheck], [], 'PLAN_NOT_READY', ['OLD_SERVER']],
    ['what may be overridden and is not', [soft], [], 'PLAN_NOT_READY', ['TRADING_HOURS']],
    [
      'what may not be overridden',
      [hard, soft],
      ['TRADING_HOURS', 'REGISTRATION'],
      'OVERRIDE_REFUSED',
      ['REGISTRATION'],
    ],
    [
      'the rest of several',
      [soft, hard, unknownCheck],
      ['TRADING_HOURS'],
      'PLAN_NOT_READY',
      ['REGISTRATION', 'OLD_SERVER'],
    ],
  ])('is blocked by %s', (_, checks, overrides, code, named) => {
    expect(refusalOf(checks, overrides)).toMatchObject({ code, details: { checks: named } });
  });

  it('states each of several checks, and its remedy, on a line of its own', () => {
    const one = { ...hard, title: 'Registration', detail: 'It expired.', remedy: 'Renew it.' };
    const other = { ...soft, title: 'Trading hours', detail: 'It is open.', remedy: 'Choose a later start.' };
    expect(refusalOf([one, other], [])).toMatchObject({
      message: 'The plan is blocked by 2 checks.\nRegistration: It expired.\nTrading hours: It is open.',
      remedy: 'Registration: Renew it.\nTrading hours: Choose a later start.',
    });
    expect(refusalOf([one], [])).toMatchObject({
      message: 'The plan is blocked. Registration: It expired.',
      remedy: 'Renew it.',
    });
  });

  it('goes past what is overridden, and past an override that is not needed', () => {
    expect(refusalOf([soft], ['TRADING_HOURS'])).toBeUndefined();
    expect(
      refusalOf([check({ code: 'TRADING_HOURS', overridable: true })], ['TRADING_HOURS']),
    ).toBeUndefined();
  });

  it('refuses an override of a check that it does not have, and does not repeat it', () => {
    const refusal = refusalOf([soft], ['<script>']);
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(`${refusal?.message} ${refusal?.remedy}`).not.toContain('script');
    expect(refusal?.remedy).toContain('TRADING_HOURS');
  });
});
