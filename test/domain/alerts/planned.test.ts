/** The evaluator over a status that a test writes: planned ends, and what goes into the outbox. */

import { setTimeout as wait } from 'node:timers/promises';
import { VenueAlerts, type VenueAlertsParts } from '../../../src/domain/alerts/alerts.js';
import { nothingRead, type OpenSend } from '../../../src/domain/facts/snapshot.js';
import type { VenueStatus } from '../../../src/domain/status/judge-status.js';
import { ABSENT, type Fact, known } from '../../../src/domain/types/fact.js';
import { DEFAULT_SETTINGS } from '../../../src/domain/types/settings.js';
import type { SyncJob } from '../../../src/domain/venue/cloud.js';
import { eachState, quietLog } from '../../storage/engines.js';
import { StillClock } from '../still-clock.js';

const START = new Date('2031-05-06T12:00:00Z');
const inMinutes = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

describe('a planned outage', () => {
  const state = eachState();
  let clock: StillClock;
  let stop: AbortController;
  let said: Partial<VenueStatus>;
  let maintainedUntil: Date | undefined;
  let openSend: Fact<OpenSend>;
  beforeEach(() => {
    clock = new StillClock(START);
    stop = new AbortController();
    maintainedUntil = undefined;
    openSend = ABSENT;
    said = {
      state: 'DOWN',
      planned: true,
      plannedUntil: inMinutes(10),
      headline: 'Ordering is down on purpose.',
    };
  });
  afterEach(() => stop.abort());

  const start = () => {
    const status = (): VenueStatus =>
      ({
        findings: [],
        consumers: [],
        since: START,
        ...said,
        checkedAt: clock.now(),
      }) as unknown as VenueStatus;
    const away = () => Promise.reject(new Error('away'));
    const parts = {
      state,
      clock,
      log: quietLog,
      newId: () => crypto.randomUUID(),
      settings: DEFAULT_SETTINGS,
      status: {
        status,
        facts: () => ({
          ...nothingRead(clock.now()),
          maintenance: known({ until: maintainedUntil }),
          openSend,
        }),
      },
      channels: ['ops', 'mail'],
      wake: () => undefined,
      registration: { read: away },
      auditReader: { lastVerification: () => undefined, verification: away },
    } as unknown as VenueAlertsParts;
    void new VenueAlerts(parts).keep(stop.signal);
  };
  const pass = async (minutes: number) => {
    for (let half = 0; half < minutes * 2; half += 1) {
      await clock.pass(30_000);
      await wait(20);
    }
  };
  const open = async () =>
    (await state.alerts.list({ first: 9 })).map(({ code, state: is }) => `${code} ${is}`);

  it('opens an alert when it overruns the end that was known first, also when its estimate moves on', async () => {
    start();
    await pass(5);
    said = { ...said, plannedUntil: inMinutes(60) };
    await pass(9);
    expect(await open()).toEqual([]);
    await pass(3);
    expect(await open()).toEqual(['PLANNED_OUTAGE_OVERRUN OPEN']);
  });

  it('opens an alert when a send overruns its plan, whatever its first pace says', async () => {
    const owner = known({ operationId: 'resync', endsAt: inMinutes(480), plannedEnd: inMinutes(10) });
    openSend = known({ job: {} as SyncJob, owner });
    said = { ...said, plannedUntil: inMinutes(480) };
    start();
    await pass(14);
    expect(await open()).toEqual([]);
    await pass(3);
    expect(await open()).toEqual(['PLANNED_OUTAGE_OVERRUN OPEN']);
  });

  it('remembers its end over a restart, and not while the status is unknown', async () => {
    start();
    await pass(2);
    stop.abort();
    stop = new AbortController();
    const planned = said;
    said = { state: 'UNKNOWN', planned: false };
    start();
    await pass(1);
    said = { ...planned, plannedUntil: inMinutes(60) };
    await pass(14);
    expect(await open()).toEqual(['PLANNED_OUTAGE_OVERRUN OPEN']);
  });

  it('forgets its end in maintenance mode without a send: the next send has its own', async () => {
    start();
    await pass(2);
    const send = said;
    maintainedUntil = inMinutes(40);
    said = { ...send, plannedUntil: maintainedUntil };
    await pass(30);
    maintainedUntil = undefined;
    said = { ...send, plannedUntil: inMinutes(60) };
    await pass(20);
    expect(await open()).toEqual([]);
    await pass(16);
    expect(await open()).toEqual(['PLANNED_OUTAGE_OVERRUN OPEN']);
  });

  it('opens nothing within its time; unplanned, one notification a channel has its own delivery ID', async () => {
    start();
    await pass(8);
    said = { ...said, planned: false, plannedUntil: undefined };
    await pass(3);
    expect(await open()).toEqual(['ORDERING_DOWN OPEN']);
    const [ops, mail] = await Promise.all(['ops', 'mail'].map((name) => state.outbox.next(name)));
    expect(ops).toMatchObject({ notification: { event: 'OPENED', alert: { code: 'ORDERING_DOWN' } } });
    expect(mail?.notification).toEqual(ops?.notification);
    expect(mail?.id).not.toBe(ops?.id);
  });
});
