/** What a clerk sees and does after the machine's clock was moved. */
import { callerOf, eachDomain } from '../rehearsal-domain.js';

const HOUR = 3_600_000;

describe('a clock that is moved', () => {
  const domain = eachDomain();
  const found = () => domain.plane.status.status().findings.find(({ code }) => code === 'CLOCK_JUMPED');
  const look = async () => {
    await domain.clock.pass(12_000);
    await domain.clock.pass(6000);
  };
  const offset = () => domain.plane.now().getTime() - domain.clock.now().getTime();

  beforeEach(async () => {
    domain.plane.keepStatus();
    await domain.clock.pass(1);
    await look();
  });

  it.each([
    [90 * 60_000, '90 minutes ahead of'],
    [-3 * HOUR, '3 hours behind'],
    [400 * 24 * HOUR, '400 days ahead of'],
  ])('by %i ms is a finding until it is set right', async (ms, words) => {
    expect(found()).toBeUndefined();
    domain.clock.move(ms);
    await look();
    expect(found()).toMatchObject({ severity: 'WARNING', message: expect.stringContaining(words) });
    expect(offset()).toBe(-ms);
    domain.clock.move(-ms);
    await look();
    expect(found()).toBeUndefined();
  });

  it('is followed once a clerk confirms it, which is on record', async () => {
    domain.clock.move(2 * HOUR);
    await look();
    const stale = callerOf('2', { steppedUpUntil: domain.plane.now() });
    await expect(domain.plane.clock.confirm(stale, 'storm')).rejects.toMatchObject({
      details: { gate: 'STEP_UP', permission: 'SERVICES_CONTROL' },
    });
    await expect(
      domain.plane.clock.confirm({ ...callerOf('2'), whatIf: true }, 'radio clock'),
    ).rejects.toThrow('It would succeed.');
    expect(offset()).toBe(-2 * HOUR);
    const confirmed = await domain.plane.clock.confirm(callerOf('2'), 'radio clock');
    expect(confirmed).toEqual(domain.clock.now());
    await look();
    expect([found(), offset()]).toEqual([undefined, 0]);
    const [row] = await domain.state.audit.list({ actions: ['confirmClock'] }, 1, 'newest');
    expect(row).toMatchObject({
      clerkId: '2',
      outcome: 'SUCCEEDED',
      reason: 'radio clock',
      detail: { movedSeconds: 7200 },
    });
  });

  it('stays a finding after a restart', async () => {
    domain.clock.move(2 * HOUR);
    await look();
    await domain.plane.stop();
    const reborn = await domain.reborn();
    expect(reborn.now().getTime() - domain.clock.now().getTime()).toBe(-2 * HOUR);
  });
});
