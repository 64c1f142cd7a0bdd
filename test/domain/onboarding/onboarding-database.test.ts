/** A database operation that begins after the plan: Cloud Sync waits for its end. */
import { WEEKDAYS } from '../../../src/domain/ports/venue-store.js';
import { AppError } from '../../../src/errors/errors.js';
import { callerOf } from '../rehearsal-domain.js';
import { eachOnboarding } from './onboarding-bench.js';

const bench = eachOnboarding();
const reindex = () => ({ name: 'Re-index', startedAt: bench.domain.clock.now() });

/** From when Cloud Sync is downloaded. */
async function beginWith(what: string | AppError, overrides: readonly string[] = []): Promise<string> {
  const { venue } = bench.domain;
  venue.before = (script) => {
    if (script === 'Save-CloudSyncPackage')
      if (what instanceof AppError) venue.stores.venue.databaseOperations = () => Promise.reject(what);
      else venue.databaseOperations = [{ ...reindex(), name: what }];
  };
  return (await bench.begin({ overrides })).id;
}

/** The database responds, and no operation runs. */
function ended(): void {
  bench.domain.venue.stores.venue.databaseOperations = async () => [];
}

const events = async (id: string) =>
  (await bench.domain.state.operations.events(id, 0, 100)).map(({ message }) => message);
const pass = async (ms: number) => {
  for (let passed = 0; passed < ms; passed += 500) await bench.domain.clock.pass(500);
};

it('is waited for, and said, before Cloud Sync starts', async () => {
  const { domain, venue } = bench;
  domain.plane.keepStatus();
  const id = await beginWith('Re-index');
  await pass(60_000);
  expect((await domain.find(id)).state).toBe('RUNNING');
  expect(venue.services['cloud-sync']).toMatchObject({ installed: true, running: false });
  expect(await events(id)).toContain('Cloud Sync starts when the database operation has ended: Re-index.');
  expect(domain.plane.status.status().findings.map(({ code }) => code)).toContain(
    'DATABASE_OPERATION_RUNNING',
  );
  ended();
  await domain.until(id, 'SUCCEEDED');
  expect(await events(id)).toContain('No database operation is running.');
  expect(venue.services['cloud-sync']?.running).toBe(true);
});

it('can be cancelled meanwhile', async () => {
  const { domain } = bench;
  const id = await beginWith('Re-index');
  await pass(20_000);
  const { plane } = domain;
  await plane.operations.cancel(callerOf('1'), id, 'not now');
  await domain.until(id, 'CANCELLED');
});

it('is not waited for where it is a log backup', async () => {
  await bench.domain.until(await beginWith('Log backup'), 'SUCCEEDED');
});

const failing = (failure: string) =>
  new AppError('VENUE_DATABASE_UNAVAILABLE', {
    message: 'SQL Server refused the login.',
    remedy: 'Have the DBA check it.',
    details: { failure },
  });
const UNKNOWN =
  'Whether a database operation is running is unknown: SQL Server refused the login. Have the DBA check it. Cloud Sync starts when none is running.';

it('is not taken for ended while the database does not say, whose reason is an event once', async () => {
  const { domain, venue } = bench;
  const id = await beginWith(failing('GONE'));
  await pass(60_000);
  expect((await domain.find(id)).state).toBe('RUNNING');
  expect(venue.services['cloud-sync']?.running).toBe(false);
  expect((await events(id)).filter((message) => message.includes('SQL Server'))).toEqual([UNKNOWN]);
  ended();
  await domain.until(id, 'SUCCEEDED');
  expect(await events(id)).toContain('No database operation is running.');
});

it('is not waited for without end where the database never says: it fails for that reason', async () => {
  const { domain } = bench;
  const id = await beginWith(failing('GONE'));
  await pass(25 * 60_000);
  expect((await domain.find(id)).state).toBe('RUNNING');
  await pass(6 * 60_000);
  expect(await domain.find(id)).toMatchObject({
    state: 'FAILED',
    failure: { code: 'ONBOARDING_UNFINISHED', cause: 'SQL Server refused the login.' },
  });
});

it('is not waited for in a damaged database', async () => {
  const { domain } = bench;
  const id = await beginWith(failing('DAMAGED'));
  await domain.until(id, 'FAILED');
});

it('is not waited for by a login that may not look', async () => {
  const mayNot = new AppError('VENUE_DATABASE_UNAVAILABLE', { details: { failure: 'NOT_ALLOWED' } });
  await bench.domain.until(await beginWith(mayNot), 'SUCCEEDED');
});

const HOUR = 3_600_000;

describe('where ordering works, and it ends in trading hours', () => {
  /** Begins at 03:10; the venue trades from 10:00 to 23:00. */
  async function begin(
    goOn: () => unknown = () => bench.domain.clock.pass(9 * HOUR),
    overrides?: readonly string[],
  ): Promise<string> {
    const { domain, venue } = bench;
    venue.credential = 'old credential';
    domain.venue.isSent = false;
    venue.run('gateway-client');
    const id = await beginWith('Re-index', overrides);
    await pass(10_000);
    await goOn();
    ended();
    await domain.clock.minutes(5);
    return id;
  }

  it('Cloud Sync starts after them, and says so', async () => {
    const { domain, venue } = bench;
    const id = await begin();
    expect(venue.services['cloud-sync']).toMatchObject({ installed: true, running: false });
    expect((await events(id)).at(-1)).toMatch(/^Cloud Sync starts when its first sync fits\. At 12:/);
    await domain.clock.pass(11 * HOUR);
    await domain.clock.minutes(2);
    await domain.until(id, 'SUCCEEDED');
    expect(venue.services['cloud-sync']?.running).toBe(true);
  });

  it('they have begun a few minutes ago only', async () => {
    const { domain, venue } = bench;
    domain.venue.tradingPeriods = domain.venue.tradingPeriods.map((each) => ({
      ...each,
      opensAt: '03:25',
    }));
    await begin(() => domain.clock.minutes(16));
    expect(venue.services['cloud-sync']).toMatchObject({ installed: true, running: false });
  });

  it('they are not known, and it sells', async () => {
    const { domain, venue } = bench;
    domain.venue.tradingPeriods = [];
    const toNoon = async () => {
      await domain.clock.pass(9 * HOUR);
      domain.venue.lastSaleAt = domain.clock.now();
    };
    const id = await begin(toNoon, ['TRADING_HOURS']);
    expect(venue.services['cloud-sync']).toMatchObject({ installed: true, running: false });
    await domain.clock.minutes(30);
    await domain.until(id, 'SUCCEEDED');
  });

  it('nor is it left running by a package that starts what it installs', async () => {
    const { domain, venue } = bench;
    const install = domain.venue.scripts.get('Install-CloudSync');
    domain.venue.scripts.set('Install-CloudSync', (parameters) => {
      const row = install?.(parameters);
      venue.run('cloud-sync');
      return row;
    });
    await begin();
    expect(venue.services['cloud-sync']).toMatchObject({ installed: true, running: false });
  });

  it.each([-80_000, 9])('they are hours away, also where the clock is moved by %i hours', async (hours) => {
    const { domain, venue } = bench;
    const id = await begin(() => domain.clock.move(hours * HOUR));
    expect(venue.services['cloud-sync']).toMatchObject({ installed: true, running: true });
    await domain.until(id, 'SUCCEEDED');
  });

  it('a link that works is not taken back because no break fits before that of its plan, a week later', async () => {
    const { domain, venue } = bench;
    // Five hours of rows. It is Tuesday, the one day with such a break before it.
    domain.venue.model.database.rows['sale'] = 5 * 3600 * 200;
    domain.venue.tradingPeriods = WEEKDAYS.map((weekday) => ({
      weekday,
      opensAt: weekday === 'TUESDAY' ? '10:00' : '02:00',
      closesAt: '23:00',
    }));
    const id = await begin();
    await domain.clock.pass(38 * HOUR);
    expect((await domain.find(id)).state).toBe('RUNNING');
    expect(venue.services['gateway-client']?.running).toBe(true);
    expect(venue.services['cloud-sync']?.running).toBe(false);
    await domain.clock.pass(117 * HOUR);
    await domain.clock.minutes(2);
    await domain.until(id, 'SUCCEEDED');
  });

  it('Gateway Client can be started meanwhile, as ordering rests on it, and not be stopped', async () => {
    const { domain } = bench;
    const id = await begin();
    domain.venue.stop('gateway-client');
    const { services } = domain.plane;
    const ask = (to: 'start' | 'stop') =>
      services.control(callerOf('2'), 'gateway-client', { do: to }, 'guests wait');
    await expect(ask('stop')).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
    const started = ask('start');
    await domain.clock.pass(2000);
    expect(await started).toMatchObject({ status: 'RUNNING' });
    expect((await domain.find(id)).state).toBe('RUNNING');
  });

  it('it can be cancelled meanwhile', async () => {
    const id = await begin();
    await bench.domain.plane.operations.cancel(callerOf('1'), id, 'not today');
    await bench.domain.until(id, 'CANCELLED');
  });
});

it('is not waited for by a Cloud Sync that runs, where no first sync follows', async () => {
  const { domain, venue } = bench;
  venue.credential = 'old credential';
  venue.run('gateway-client', 'cloud-sync');
  domain.venue.model.faults['swiftpos'] = 'too-old';
  domain.venue.advance(1000);
  delete domain.venue.model.faults['swiftpos'];
  domain.venue.stop('gateway-client');
  const plan = await bench.plan();
  expect(plan.case).toBe('RE_ESTABLISH');
  domain.venue.before = (script) => {
    if (script === 'Set-ServiceStartMode') domain.venue.databaseOperations = [reindex()];
  };
  await domain.until((await bench.ask(plan.fingerprint)).id, 'SUCCEEDED');
});
