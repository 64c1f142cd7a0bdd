/** The second person: never the one who asked, of rank 1 or 2, with the same permission and the whole venue in sight. */

import type { Viewer } from '../../../src/domain/request/viewer.js';
import { askResync, callerOf, eachDomain, practiceDomain } from '../rehearsal-domain.js';

const HOUR = 60 * 60_000;

describe('a resync in trading hours, where a second person is asked for', () => {
  const domain = eachDomain({ settings: { secondPerson: true } });
  beforeEach(() => domain.venue.tradesAlways());

  const ask = (startAt?: Date) =>
    askResync(domain, '1', { overrides: ['TRADING_HOURS'], ...(startAt ? { startAt } : {}) });
  const approve = (clerk: string, id: string, viewer: object = {}) =>
    domain.plane.approvals.approve(callerOf(clerk, viewer as Partial<Viewer>), id, 'agreed');

  it('waits, and runs once another clerk of rank 2 has approved it', async () => {
    const { id, state } = await ask();
    expect(state).toBe('AWAITING_APPROVAL');
    await domain.clock.pass(10_000);
    expect(domain.venue.calls).not.toContain('Register-SyncJob');
    expect(await approve('2', id)).toMatchObject({ approvedByName: 'Clerk 2' });
    await domain.clock.pass(1000);
    domain.venue.complete();
    expect(await domain.until(id, 'SUCCEEDED')).toMatchObject({
      requestedByName: 'Clerk 1',
      approvedByName: 'Clerk 2',
    });
  });

  it.each([
    ['the requester', '1', {}, 'SECOND_PERSON_NEEDED'],
    ['a clerk of rank 3', '4', {}, 'SECOND_PERSON_NEEDED'],
    ['a clerk without a group', '2', { securityGroup: undefined }, 'SECOND_PERSON_NEEDED'],
    ['a clerk who sees only part of the venue', '5', {}, 'FORBIDDEN'],
    ['a clerk without the permission, who may not even see it', '2', { permissions: new Set() }, 'NOT_FOUND'],
    [
      'a clerk who sees it, without the permission',
      '2',
      { permissions: new Set(['SERVICES_VIEW']) },
      'FORBIDDEN',
    ],
  ])('takes no yes and no no from %s', async (_, clerk, viewer, code) => {
    const { id } = await ask();
    await expect(approve(clerk, id, viewer)).rejects.toMatchObject({ code });
    await expect(
      domain.plane.approvals.reject(callerOf(clerk, viewer as Partial<Viewer>), id, 'no'),
    ).rejects.toMatchObject({
      code,
    });
    expect((await domain.find(id)).state).toBe('AWAITING_APPROVAL');
  });

  it('is not approved by a clerk who stepped up more than five minutes ago', async () => {
    const { id } = await ask();
    await expect(approve('2', id, { steppedUpUntil: domain.clock.now() })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { gate: 'STEP_UP', permission: 'CLOUD_CONNECTIVITY_ONBOARD' },
    });
    expect((await domain.find(id)).state).toBe('AWAITING_APPROVAL');
  });

  it('ends as cancelled when the second person says no, with their reason', async () => {
    const { id } = await ask();
    const ended = await domain.plane.approvals.reject(callerOf('2'), id, 'the bar is full');
    expect(ended).toMatchObject({ state: 'CANCELLED', cancelledByName: 'Clerk 2' });
    expect(ended.failure).toMatchObject({
      code: 'OPERATION_REJECTED',
      message: 'Clerk 2 rejected it: the bar is full',
      notRestored: [],
    });
    await expect(approve('3', id)).rejects.toMatchObject({ code: 'NOT_AWAITING_APPROVAL' });
  });

  it('is approved once, no matter who comes at the same time', async () => {
    const { id } = await ask();
    const answers = await Promise.allSettled([approve('2', id), approve('3', id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    domain.venue.complete();
    await domain.clock.pass(1000);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
    expect(domain.venue.calls.filter((script) => script === 'Register-SyncJob')).toHaveLength(1);
  });

  it('is scheduled by a yes when it is for later, and expires at its start', async () => {
    const startAt = new Date(domain.clock.now().getTime() + 3 * HOUR);
    const first = await ask(startAt);
    await domain.clock.pass(2 * HOUR);
    expect(await approve('2', first.id)).toMatchObject({ state: 'SCHEDULED', scheduledFor: startAt });
    await domain.plane.operations.cancel(callerOf('1'), first.id, 'another time');

    const later = new Date(domain.clock.now().getTime() + 3 * HOUR);
    const { id } = await ask(later);
    await domain.clock.pass(3 * HOUR + 2000);
    expect((await domain.until(id, 'CANCELLED')).failure?.code).toBe('PLAN_NOT_FOUND');
  });

  it('can be cancelled while it waits', async () => {
    const { id } = await ask();
    expect((await domain.plane.operations.cancel(callerOf('1'), id, 'no')).state).toBe('CANCELLED');
  });

  it('outlives a restart', async () => {
    const { id } = await ask();
    await domain.plane.stop();
    await domain.reborn();
    await domain.clock.pass(5000);
    expect((await domain.find(id)).state).toBe('AWAITING_APPROVAL');
  });
});

describe('a resync outside trading hours, or where no one asks for a second person', () => {
  it('begins at once', async () => {
    for (const secondPerson of [true, false]) {
      const domain = await practiceDomain({ settings: { secondPerson } });
      if (!secondPerson) domain.venue.tradesAlways();
      const { state } = await askResync(domain, '1', secondPerson ? {} : { overrides: ['TRADING_HOURS'] });
      expect(state).toBe('PENDING');
      await domain.close();
    }
  });
});
