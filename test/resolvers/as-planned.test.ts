/** What an operation carries of its plan, and who may approve it: through the whole domain, its row and the guarded schema. */

import { WEEKDAYS } from '../../src/domain/ports/venue-store.js';
import type { Viewer } from '../../src/domain/request/viewer.js';
import { askOnboarding, askResync, callerOf, eachDomain } from '../domain/rehearsal-domain.js';
import { ask } from './ask.js';

const PLANNED = `
  window { verdict fits startAt estimatedEnd nextTrading spareMinutes latestStart dailyRestartAt trading { opensAt closesAt } }
  impact { unavailable estimatedDuration basis locations { name } }`;
const CHECKS = 'code title outcome detail remedy overridable';

describe('an operation', () => {
  const domain = eachDomain({ settings: { secondPerson: true } });
  beforeEach(() => {
    domain.venue.tradesAlways();
  });

  const reads = async (source: string, viewer: Viewer = callerOf('1').viewer) => {
    const fake = { controlPlane: domain.plane, denied: [] };
    const { data, errors } = await ask(source, { as: viewer, fake });
    expect(errors).toBeUndefined();
    return data;
  };
  const operation = async (id: string, fields: string, viewer?: Viewer) =>
    (await reads(`{ operation(id: "${id}") { ${fields} } }`, viewer)).operation;

  it('shows anyone who approves it the window, the impact and what is overridden, as the plan showed them', async () => {
    const { resyncPlan } = await reads(`{ resyncPlan { ${PLANNED} checks { ${CHECKS} } } }`);
    const { id, state } = await askResync(domain, '1', { overrides: ['TRADING_HOURS'] });
    expect(state).toBe('AWAITING_APPROVAL');
    await domain.clock.pass(5 * 60_000);
    const fields = `reason ${PLANNED} overrides { ${CHECKS} }`;
    const seen = await operation(id, fields, callerOf('2').viewer);
    const { checks, ...planned } = resyncPlan;
    expect(seen).toEqual({
      reason: 'rows are missing',
      ...planned,
      overrides: checks.filter(({ code }: { code: string }) => code === 'TRADING_HOURS'),
    });
    expect(seen.window).toMatchObject({ fits: false, startAt: expect.stringMatching(/Z$/) });
    expect(seen.window.trading.length).toBeGreaterThan(0);
    expect(seen.impact.locations).toEqual(
      ['Public Bar', 'Bistro', 'Gaming Lounge', 'Kiosk'].map((name) => ({ name })),
    );
    expect(seen.overrides).toMatchObject([{ code: 'TRADING_HOURS', outcome: 'FAIL' }]);
  });

  it('names, of the locations that it is about, only those that the reader sees', async () => {
    const { id } = await askResync(domain, '1', { overrides: ['TRADING_HOURS'] });
    const { viewer } = callerOf('5');
    const hotelOnly = { ...viewer, scope: { every: false, locationGroupIds: new Set(['1']) } };
    const { impact } = await operation(id, 'impact { locations { name } }', hotelOnly);
    expect(impact.locations).toHaveLength(3);
    expect(impact.locations).not.toContainEqual({ name: 'Kiosk' });
  });

  it('names who may approve it: not the requester, no lower rank, and no one once it is decided', async () => {
    const { id } = await askResync(domain, '1', { overrides: ['TRADING_HOURS'] });
    const names = async () =>
      (await operation(id, 'approvers { name securityGroup { name } }')).approvers as unknown;
    expect(await names()).toEqual([
      { name: 'Clerk 2', securityGroup: { name: 'Supervisors' } },
      { name: 'Clerk 3', securityGroup: { name: 'Supervisors' } },
      { name: 'Clerk 5', securityGroup: { name: 'Supervisors' } },
    ]);
    domain.venue.clerk('3').active = false;
    expect(await names()).toMatchObject([{ name: 'Clerk 2' }, { name: 'Clerk 5' }]);
    domain.venue.isAway = true;
    expect(await names()).toBeNull();
    domain.venue.isAway = false;
    await domain.plane.approvals.reject(callerOf('2'), id, 'the bar is full');
    expect(await names()).toBeNull();
  });

  it('that sends nothing large has no window and no impact, and without a plan nothing was overridden', async () => {
    const { id } = await domain.plane.locations.activate(callerOf('1'), ['1']);
    expect(await operation(id, 'window { fits } impact { basis } overrides { code }')).toEqual({
      window: null,
      impact: null,
      overrides: null,
    });
  });

  it('of an onboarding carries those of the first sync that follows', async () => {
    domain.venue.connection = 'never';
    const { id } = await askOnboarding(domain);
    const { window, impact, overrides } = await operation(id, `${PLANNED} overrides { code }`);
    expect(window).toMatchObject({ fits: false });
    expect(impact.unavailable).toContain('OrderAway');
    expect(overrides).toEqual([]);
  });

  it('that is over leaves a first sync behind, of which is said whether it ends before trading', async () => {
    domain.venue.tradingPeriods = WEEKDAYS.map((weekday) => ({
      weekday,
      opensAt: '10:00',
      closesAt: '23:00',
    }));
    const at = (time: string) => new Date(`2031-05-06T${time}:00+10:00`);
    const sync = { startedAt: at('03:00'), rowsSent: 1, rowsExpected: 2, rowsPerSecond: 1 };
    const until = (estimatedEnd: Date | undefined) =>
      domain.plane.onboarding.windowOf({ ...sync, estimatedEnd });
    expect(await until(at('04:00'))).toMatchObject({
      fits: true,
      startAt: at('03:00'),
      estimatedEnd: at('04:00'),
      nextTrading: at('10:00'),
    });
    expect(await until(at('10:30'))).toMatchObject({ fits: false });
    expect(await until(undefined)).toBeUndefined();
  });
});
