/** While the venue's database is away: what was last known is good for looking and for services, and for nothing that can't be taken back. */
import { jest } from '@jest/globals';
import type { Caller } from '../../../src/domain/request/viewer.js';
import { RegistrationReader } from '../../../src/domain/venue/registration.js';
import { AppError } from '../../../src/errors/errors.js';
import { askResync, callerOf, eachDomain } from '../rehearsal-domain.js';
import { StillClock } from '../still-clock.js';
import { registrationOf } from './facts-of.js';

const HOUR = 60 * 60_000;

describe("while the venue's database is away", () => {
  const domain = eachDomain();
  let token: string;
  beforeEach(async () => {
    await domain.state.pins.set({
      clerkId: '1',
      hash: domain.pinHash('2468'),
      changedAt: domain.clock.now(),
    });
    ({ token } = await signIn());
    await domain.plane.signIn.viewerOf(token);
    await domain.plane.services.all();
    domain.venue.isAway = true;
  });

  const signIn = () =>
    domain.plane.signIn.signIn({
      clerkId: '1',
      pin: '2468',
      peer: { address: '127.0.0.1', port: 50_000 },
      correlationId: 'c',
    });
  const caller = async (): Promise<Caller> => {
    const viewer = await domain.plane.signIn.viewerOf(token);
    if (!viewer) throw new Error('No clerk is signed in');
    return { viewer, correlationId: 'c' };
  };
  const away = { code: 'VENUE_DATABASE_UNAVAILABLE' };

  it('a clerk who was known signs in and is who they were, and is shown since when', async () => {
    ({ token } = await signIn());
    const { viewer } = await caller();
    expect(viewer.clerk.name).toBe('Clerk 1');
    expect(viewer.scope.every).toBe(true);
    expect(viewer.knownSince).toBeInstanceOf(Date);
  });

  it('services are shown and controlled, and the switch is set', async () => {
    domain.venue.scripts.set('Stop-VenueHostService', () => ({ Outcome: 'Stopped', StoppedDependents: [] }));
    domain.venue.scripts.set('Start-VenueHostService', () => ({
      Outcome: 'Stable',
      ProcessId: 7,
      ExitCode: 0,
    }));
    expect(await domain.plane.services.all()).toHaveLength(7);
    await domain.plane.services.control(await caller(), 'netpos', { do: 'restart' }, 'stuck');
    expect(await domain.plane.maintenance.set(await caller(), true, 'dark')).toMatchObject({ on: true });
  });

  it('operations are listed with who asked for them, and cancelled', async () => {
    domain.venue.isAway = false;
    const { id } = await askResync(domain, '1');
    await domain.clock.pass(3000);
    domain.venue.isAway = true;
    const { viewer } = await caller();
    const { operations } = await domain.plane.operations.list(viewer, { first: 5 });
    expect(operations[0]?.requestedByName).toBe('Clerk 1');
    await domain.plane.operations.cancel(await caller(), id, 'enough');
    await domain.until(id, 'CANCELLED');
  });

  it('nothing that cannot be taken back is begun', async () => {
    const { plane } = domain;
    await expect(plane.onboarding.requestCode(await caller(), '10482213')).rejects.toMatchObject(away);
    const grant = { securityGroupId: '3', permission: 'SERVICES_VIEW' as never, reason: 'x' };
    // Also when the database is back in the middle of it: these rights are of before.
    const before = await caller();
    domain.venue.isAway = false;
    await expect(plane.security.grant(before, grant)).rejects.toMatchObject(away);
    const input = { customerNumber: '10482213', planFingerprint: 'x', reason: 'x', overrides: [] };
    await expect(plane.resync.start(before, { ...input, confirmation: 'x' })).rejects.toMatchObject(away);
    await expect(plane.locations.activate(before, ['1'])).rejects.toMatchObject(away);
  });

  it('what was known is good for twelve hours, and for no one who was never seen', async () => {
    await domain.clock.pass(11 * HOUR);
    ({ token } = await signIn());
    await caller();
    await domain.clock.pass(2 * HOUR);
    await expect(domain.plane.signIn.viewerOf(token)).resolves.toBeUndefined();
    await expect(signIn()).rejects.toMatchObject(away);
    await expect(
      domain.plane.signIn.signIn({
        clerkId: '2',
        pin: '1',
        peer: { address: '127.0.0.1', port: 50_000 },
        correlationId: 'c',
      }),
    ).rejects.toMatchObject(away);
  });

  it.each(['by a request', 'by a sign-in'])('who was seen to be switched off, %s, stays so', async (how) => {
    domain.venue.isAway = false;
    domain.venue.clerk('1').active = false;
    if (how === 'by a request') expect(await domain.plane.signIn.viewerOf(token)).toBeUndefined();
    else await expect(signIn()).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
    domain.venue.isAway = true;
    expect(await domain.plane.signIn.viewerOf(token)).toBeUndefined();
    await expect(signIn()).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
  });

  it('a tick that ends automatically ends then', async () => {
    domain.venue.isAway = false;
    domain.venue.permissionsEndAt = new Date(domain.clock.now().getTime() + 60_000);
    await caller();
    domain.venue.isAway = true;
    expect((await caller()).viewer.permissions.size).toBeGreaterThan(0);
    await domain.clock.pass(61_000);
    expect((await caller()).viewer.permissions.size).toBe(0);
  });

  it('a tick that was taken here is gone, also for a clerk of whom nothing was heard since', async () => {
    domain.venue.isAway = false;
    await domain.state.pins.set({
      clerkId: '4',
      hash: domain.pinHash('9753'),
      changedAt: domain.clock.now(),
    });
    const { token: other } = await domain.plane.signIn.signIn({
      clerkId: '4',
      pin: '9753',
      peer: { address: '127.0.0.1', port: 50_000 },
      correlationId: 'c',
    });
    await domain.plane.signIn.viewerOf(other);
    const tick = { securityGroupId: '3', permission: 'SERVICES_CONTROL' as never, reason: 'No more' };
    await domain.plane.security.revoke(callerOf('1'), tick);
    domain.venue.isAway = true;
    const viewer = await domain.plane.signIn.viewerOf(other);
    expect(viewer?.permissions.has('SERVICES_VIEW' as never)).toBe(true);
    expect(viewer?.permissions.has('SERVICES_CONTROL' as never)).toBe(false);
  });

  it('what someone has written into the state database by hand is not believed', async () => {
    const kept = await domain.state.keyValues.get('clerk 1');
    const known = String(kept?.value['known']).replace('"every":true', '"every":false');
    await domain.state.keyValues.set('clerk 1', { ...kept?.value, known }, kept?.at ?? new Date());
    const reborn = await domain.reborn();
    await expect(reborn.signIn.viewerOf(token)).rejects.toBeInstanceOf(AppError);
  });
});

it('answers with the last known registration at once while the database hangs', async () => {
  const clock = new StillClock(new Date('2031-05-05T17:10:00.000Z'));
  const registration = jest.fn(async () => registrationOf());
  const keyValues = { get: async () => undefined, set: async () => undefined };
  const reader = new RegistrationReader({ venue: { registration }, keyValues, clock } as never);
  const first = await reader.read();
  registration.mockImplementation(() => new Promise(() => undefined));
  void reader.read();
  await clock.pass(3000);
  expect(await reader.read()).toEqual({
    ...first,
    failure: expect.objectContaining({ code: 'VENUE_DATABASE_UNAVAILABLE' }),
  });
  expect(registration).toHaveBeenCalledTimes(2);
});
