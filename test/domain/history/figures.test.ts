/** The figures of a moment: what is not known is missing, and never zero. */
import { VenueFigures } from '../../../src/domain/history/figures.js';
import { judgeStatus } from '../../../src/domain/status/judge-status.js';
import { known } from '../../../src/domain/types/fact.js';
import { FIGURES, type Figure } from '../../../src/domain/types/figures.js';
import { eachState } from '../../storage/engines.js';
import {
  type Change,
  NEVER_ONBOARDED,
  services,
  serviceView,
  unread,
  wellStatusFacts,
} from '../status/status-situations.js';
import { StillClock } from '../still-clock.js';
import { NOON } from '../venue/facts-of.js';
import { wellCloud } from '../venue/sync-facts.js';

describe('figures', () => {
  const state = eachState();
  let figures: VenueFigures;
  let intact: boolean | undefined;
  beforeEach(() => {
    intact = undefined;
    const lastVerification = () => (intact === undefined ? undefined : ({ intact } as never));
    const hosts = (): readonly Figure[] => [
      { name: 'powershell.hosts', value: 1, attributes: { state: 'idle' } },
    ];
    figures = new VenueFigures({
      state,
      clock: new StillClock(NOON),
      audit: { lastVerification },
      hosts,
      version: '1.2.3',
      rehearsal: true,
    });
  });

  const see = (change: Change = {}) => {
    const facts = { ...wellStatusFacts(), ...change };
    figures.seen(facts, judgeStatus(facts));
  };
  const read = async () =>
    Object.fromEntries(
      (await figures.read()).map(({ name, value, attributes = {} }) => [
        [name, ...Object.values(attributes)].join(' '),
        value,
      ]),
    );

  it('belong to a venue by its customer number, once that is known, and to no person', async () => {
    const known = {
      'service.name': 'venue-control',
      'service.version': '1.2.3',
      'deployment.environment': 'rehearsal',
    };
    expect(await figures.resource()).toEqual(known);
    await state.keyValues.set('identity', { id: 'folder', keys: {} }, NOON);
    await state.keyValues.set('registration', { customerNumber: '100234', companyName: 'Hotel' }, NOON);
    const more = { 'service.instance.id': 'folder', 'venue.customer_number': '100234' };
    expect(await figures.resource()).toEqual({ ...known, ...more });
  });

  it('say how the venue is, each with the attributes of the table', async () => {
    see();
    intact = true;
    expect(await read()).toMatchObject({
      'venue.status OK': 1,
      'venue.status DOWN': 0,
      'venue.status.planned': 0,
      'venue.consumer.state OrderAway works': 1,
      'venue.consumer.state OrderAway off': 0,
      'venue.link.up': 1,
      'venue.service.running gateway-client': 1,
      'venue.sync.rows.waiting': 3,
      'operation.active RESYNC': 0,
      'powershell.hosts idle': 1,
      'audit.intact': 1,
      'backup.age': 3600,
      'notification.outbox.depth': 0,
    });
    for (const { name, attributes = {} } of await figures.read())
      expect([name, Object.keys(attributes)]).toEqual([name, FIGURES[name].attributes]);
  });

  it('leave out what is not known', async () => {
    see({
      services: unread('POWERSHELL_UNAVAILABLE'),
      cloud: unread('CLOUD_UNREACHABLE'),
      backlog: unread('VENUE_DATABASE_UNAVAILABLE'),
      registration: unread('VENUE_DATABASE_UNAVAILABLE'),
      lastBackupAt: { is: 'absent' },
    });
    const names = Object.keys(await read()).map((name) => name.split(' ')[0]);
    for (const missing of [
      'venue.link.up',
      'venue.link.heartbeat.age',
      'venue.service.running',
      'venue.sync.rows.waiting',
      'venue.registration.days_left',
      'audit.intact',
      'backup.age',
    ])
      expect(names).not.toContain(missing);
    expect(await read()).toMatchObject({ 'venue.status UNKNOWN': 1 });
  });

  it('say nothing of a link that never was', async () => {
    see(NEVER_ONBOARDED);
    expect(Object.keys(await read())).not.toContain('venue.link.up');
  });

  it('name each finding, and each service that does not run', async () => {
    see(services(serviceView('gateway-client', { status: 'STOPPED', health: 'DOWN', processId: undefined })));
    expect(await read()).toMatchObject({
      'venue.status DOWN': 1,
      'venue.finding SERVICE_DOWN CRITICAL': 1,
      'venue.service.running gateway-client': 0,
    });
  });

  it('count another process of a service as a restart, and rows over several sends', async () => {
    const sent = (rowsReceived: number): Change => {
      const cloud = wellCloud();
      const job = { ...cloud.sync.job, rowsReceived } as never;
      return { cloud: known({ ...cloud, sync: { ...cloud.sync, job } }) };
    };
    for (const processId of [1, 1, undefined, 2])
      see({ ...services(serviceView('gateway-client', { processId })), ...sent(100) });
    see(sent(150));
    see(sent(20));
    expect(await read()).toMatchObject({
      'venue.service.restarts gateway-client': 2,
      'venue.sync.rows.sent': 170,
    });
  });
});
