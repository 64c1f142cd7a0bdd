/** Who may acknowledge an alert, who may change an acknowledgement, and how often. */
import type { ShownAlert } from '../../../src/domain/types/venue-alert.js';
import { callerOf, eachDomain } from '../rehearsal-domain.js';

const HOUR_MS = 3_600_000;
const token = { id: 'token', name: 'Nightly' } as never;

describe('an acknowledgement', () => {
  const domain = eachDomain({ now: new Date('2031-05-05T02:00:00.000Z') });
  let id: string;
  const inHours = (hours: number) => new Date(domain.clock.now().getTime() + hours * HOUR_MS);
  const by = (caller: ReturnType<typeof callerOf>, until?: Date, reason = 'Known'): Promise<ShownAlert> =>
    domain.plane.alerts.acknowledge(caller, id, { reason, until });
  const rows = async () => (await domain.plane.audit.page({ actions: ['acknowledgeAlert'] }, 200)).rows;
  const open = (given: Partial<ShownAlert> = {}) =>
    domain.state.alerts.save({
      id,
      code: 'LINK_LOST',
      subject: '',
      severity: 'CRITICAL',
      state: 'OPEN',
      message: 'The link is down.',
      remedy: '',
      seenAt: domain.clock.now(),
      openedAt: domain.clock.now(),
      quietSince: undefined,
      clearedAt: undefined,
      acknowledgedByName: undefined,
      acknowledgedReason: undefined,
      acknowledgedUntil: undefined,
      occurrences: 1,
      ...given,
    });
  beforeEach(async () => {
    id = 'alert';
    await open();
  });

  it('that changes nothing is recorded once, and its row is not written again', async () => {
    const until = inHours(1);
    const first = await by(callerOf('3'), until);
    expect(await by(callerOf('3'), new Date(until))).toEqual(first);
    expect(await by(callerOf('4'), until)).toEqual(first);
    expect(await rows()).toHaveLength(1);
    await by(callerOf('3'), until, 'Another reason');
    expect(await rows()).toHaveLength(2);
  });

  it("is changed by its clerk, and is not widened by an equal's or a token", async () => {
    await by(callerOf('3'), inHours(1));
    const equal = callerOf('9', { securityGroup: callerOf('3').viewer.securityGroup });
    await expect(by(equal)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringMatching(/^Clerk 3 has acknowledged this alert/),
      remedy: expect.stringMatching(/^Wait .* Clerk 3/),
    });
    await expect(by(callerOf('3', { token }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(by(callerOf('1', { token }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await domain.state.alerts.find(id)).toMatchObject({ acknowledgedUntil: inHours(1) });
    expect((await rows()).map(({ outcome }) => outcome)).toEqual(['DENIED', 'DENIED', 'DENIED', 'SUCCEEDED']);
    await by(callerOf('3'), inHours(2));
    expect(await domain.state.alerts.find(id)).toMatchObject({ acknowledgedUntil: inHours(2) });
  });

  it('is changed by a clerk of a higher group, whose acknowledgement it is from then on', async () => {
    await by(callerOf('3'));
    expect(await by(callerOf('1'), inHours(1))).toMatchObject({ acknowledgedByName: 'Clerk 1' });
    await expect(by(callerOf('3'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('of a token is changed by that token and by its clerk, and by no other token', async () => {
    await by(callerOf('3', { token }), inHours(1));
    await by(callerOf('3', { token }), inHours(2));
    const other = { id: 'other', name: 'Other' } as never;
    await expect(by(callerOf('3', { token: other }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await by(callerOf('3'), inHours(3))).toMatchObject({ acknowledgedUntil: inHours(3) });
  });

  it('that has ended leaves the alert to any clerk', async () => {
    await by(callerOf('1'), inHours(1));
    await domain.clock.pass(HOUR_MS);
    expect(await by(callerOf('3'))).toMatchObject({ acknowledgedByName: 'Clerk 3' });
  });

  it('is changed 60 times an hour by one caller, whose refusals count, and not more', async () => {
    for (let change = 0; change < 60; change += 1) await by(callerOf('3'), undefined, `Reason ${change}`);
    await expect(by(callerOf('3'), undefined, 'Once more')).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      remedy: expect.stringMatching(/^Wait/),
      details: { retryAfterSeconds: 3600 },
    });
    id = 'none';
    await expect(by(callerOf('3'))).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(await rows()).toHaveLength(60);
    id = 'alert';
    await by(callerOf('1'));
    await domain.clock.pass(HOUR_MS + 1000);
    await expect(by(callerOf('3'), inHours(1))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('that changes nothing is only judged by a caller who asks what would be', async () => {
    await by(callerOf('3'));
    await expect(by({ ...callerOf('3'), whatIf: true })).rejects.toThrow('It would succeed.');
  });
});
