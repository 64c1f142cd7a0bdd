import type { Delivery } from '../../src/domain/types/venue-alert.js';
import { eachState } from './engines.js';
import { at, newAlert } from './samples.js';

const delivery = (given: Partial<Delivery> = {}): Delivery => ({
  id: 'msg_1',
  channel: 'ops',
  notification: { event: 'TEST', at: '2031-05-06T12:00:00.000Z', customerNumber: '1', companyName: 'Pub' },
  createdAt: at(0),
  attempts: 0,
  nextAt: at(0),
  ...given,
});

const ALERT = {
  code: 'ORDERING_DOWN',
  severity: 'CRITICAL',
  message: 'Ordering is down.',
  remedy: '',
  openedAt: '2031-05-06T12:00:00.000Z',
  clearedAt: undefined,
  occurrences: 1,
} as const;

describe('alerts in the state', () => {
  const state = eachState();
  const listed = async (query: Parameters<typeof state.alerts.list>[0]) =>
    (await state.alerts.list(query)).map(({ id }) => id);

  it('come back as they were saved, and are replaced by their ID', async () => {
    await state.alerts.save(newAlert());
    expect(await state.alerts.find('a')).toStrictEqual(newAlert());
    const acknowledged = newAlert({
      state: 'ACKNOWLEDGED',
      quietSince: at(3),
      acknowledgedByName: 'Morgan',
      acknowledgedReason: 'Known',
      acknowledgedUntil: at(60),
      occurrences: 3,
    });
    await state.alerts.save(acknowledged);
    expect(await state.alerts.watched()).toStrictEqual([acknowledged]);
  });

  it('are watched once each until they are cleared', async () => {
    await state.alerts.save(newAlert());
    await expect(state.alerts.save(newAlert({ id: 'b' }))).rejects.toThrow();
    await state.alerts.save(newAlert({ state: 'CLEARED', clearedAt: at(9) }));
    await state.alerts.save(newAlert({ id: 'b' }));
    expect((await state.alerts.watched()).map(({ id }) => id)).toEqual(['b']);
  });

  it('are listed newest first, by state and by page, without those that are pending', async () => {
    await state.alerts.save({
      ...newAlert({ id: 'p', subject: 'p' }),
      state: 'PENDING',
      openedAt: undefined,
    });
    for (const [index, id] of ['a', 'b', 'c'].entries())
      await state.alerts.save(newAlert({ id, subject: id, openedAt: at(index === 0 ? 1 : 2) }));
    await state.alerts.save(
      newAlert({ id: 'd', subject: 'd', openedAt: at(0), state: 'CLEARED', clearedAt: at(9) }),
    );
    expect(await listed({ first: 10 })).toEqual(['c', 'b', 'a', 'd']);
    expect(await listed({ first: 1 })).toEqual(['c', 'b']);
    expect(await listed({ first: 10, after: { openedAt: at(2), id: 'c' } })).toEqual(['b', 'a', 'd']);
    expect(await listed({ first: 10, state: 'CLEARED' })).toEqual(['d']);
  });

  it('are dropped long after they were cleared, some at a time', async () => {
    for (const id of ['a', 'b', 'c'])
      await state.alerts.save(
        newAlert({ id, subject: id, state: 'CLEARED', clearedAt: at(id === 'c' ? 20 : 5) }),
      );
    expect(await state.alerts.dropCleared(at(10), 1)).toBe(1);
    expect(await state.alerts.dropCleared(at(10), 5)).toBe(1);
    expect(await listed({ first: 10 })).toEqual(['c']);
  });
});

describe('the outbox', () => {
  const state = eachState();

  it('hands out what is due first, for one channel', async () => {
    const later = delivery({ id: 'msg_2', createdAt: at(1), nextAt: at(1) });
    await state.outbox.add([later, delivery(), delivery({ id: 'msg_3', channel: 'mail' })]);
    expect(await state.outbox.next('ops')).toStrictEqual(delivery());
    await state.outbox.postpone('msg_1', 1, at(5));
    expect(await state.outbox.next('ops')).toStrictEqual(later);
    await state.outbox.remove('msg_2');
    expect(await state.outbox.next('ops')).toMatchObject({ id: 'msg_1', attempts: 1, nextAt: at(5) });
  });

  it('sends no news of an alert before what happened to it earlier, and others meanwhile', async () => {
    const about = (id: string, alert: string, second: number) => {
      const { notification, ...one } = delivery({ id, createdAt: at(second), nextAt: at(second) });
      return { ...one, notification: { ...notification, alert: { ...ALERT, id: alert } } };
    };
    await state.outbox.add([about('opened', 'a', 0), about('other', 'b', 4)]);
    // The clock was set back meanwhile.
    await state.outbox.add([about('cleared', 'a', -30)]);
    await state.outbox.postpone('opened', 4, at(60));
    expect(await state.outbox.next('ops')).toMatchObject({ id: 'other' });
    await state.outbox.remove('other');
    expect(await state.outbox.next('ops')).toMatchObject({ id: 'opened' });
    await state.outbox.remove('opened');
    expect(await state.outbox.next('ops')).toMatchObject({ id: 'cleared' });
  });

  it('lets the next news of an alert follow one that was dropped', async () => {
    const about = (id: string, second: number) => {
      const { notification, ...one } = delivery({ id, createdAt: at(second), nextAt: at(second) });
      return { ...one, notification: { ...notification, alert: { ...ALERT, id: 'a' } } };
    };
    await state.outbox.add([about('opened', 0), about('changed', 6)]);
    await state.outbox.add([about('cleared', 9)]);
    expect(await state.outbox.dropStale(at(5), ['ops'])).toBe(1);
    expect(await state.outbox.next('ops')).toMatchObject({ id: 'changed' });
    await state.outbox.remove('changed');
    expect(await state.outbox.next('ops')).toMatchObject({ id: 'cleared' });
  });

  it('drops what is old, and what is for a channel that is gone', async () => {
    await state.outbox.add([
      delivery({ id: 'old' }),
      delivery({ id: 'new', createdAt: at(9), nextAt: at(9) }),
      delivery({ id: 'gone', channel: 'gone', createdAt: at(9) }),
    ]);
    expect(await state.outbox.dropStale(at(5), ['ops'])).toBe(2);
    expect(await state.outbox.next('ops')).toMatchObject({ id: 'new' });
  });
});
