import { openJob } from '../../../rehearsal/model/cloud/jobs.js';
import * as people from '../../../rehearsal/model/people.js';
import { syncBacklog, syncExceptions } from '../../../rehearsal/model/rows.js';
import { createVenueModel, dueAt, type VenueModel } from '../../../rehearsal/model/venue-model.js';
import { AT, idOf, pass, run, VENUE } from './run.js';

const MINUTE_MS = 60_000;
const JOB = { ...VENUE, JobId: idOf(1) };
const ALL_ROWS = 52_154;

/** Connected, and never synced. */
function fresh(): VenueModel {
  const model = createVenueModel({ at: AT, connected: 'synced' });
  model.cloud.jobs = [];
  model.sync.knowsSynced = false;
  return model;
}

function register(model: VenueModel): void {
  const TableCount = Object.fromEntries(Object.entries(model.database.rows));
  run(model, 'Register-SyncJob', { ...JOB, Kind: 'FULL', TableCount });
}

const job = (model: VenueModel) => run(model, 'Get-SyncJob', JOB)[0];
const kinds = ({ cloud }: VenueModel) => cloud.jobs.map(({ kind, state }) => `${kind} ${state}`);

describe('the first sync', () => {
  it('begins automatically where Cloud Sync runs, in the name of who started it', () => {
    const model = fresh();
    people.killService(model, 'services-monitor');
    people.killService(model, 'cloud-sync');
    pass(model, MINUTE_MS);
    expect(kinds(model)).toEqual([]);
    model.actor = 'operation 1';
    people.startService(model, 'cloud-sync');
    pass(model, 5000);
    expect(openJob(model)).toMatchObject({
      kind: 'FIRST',
      cause: 'cloud-sync-first',
      causedBy: 'operation 1',
    });
    pass(model, MINUTE_MS);
    expect(kinds(model)).toEqual(['FIRST COMPLETED']);
    pass(model, 60 * MINUTE_MS);
    expect(kinds(model)).toEqual(['FIRST COMPLETED']);
  });

  it('begins in the name of who gave a running Cloud Sync its credential', () => {
    const model = createVenueModel({ at: AT });
    people.installService(model, 'cloud-sync');
    people.startService(model, 'cloud-sync');
    run(model, 'Request-AuthenticationCode', VENUE);
    const Code = people.readMailbox(model) ?? '';
    run(model, 'Invoke-CodeRedemption', { ...VENUE, RedemptionId: idOf(1) }, { Code });
    pass(model, 5000);
    expect(kinds(model)).toEqual([]);
    model.actor = 'operation 2';
    run(model, 'Save-GatewayCredential', { RedemptionId: idOf(1) });
    pass(model, 5000);
    expect(openJob(model)).toMatchObject({ kind: 'FIRST', causedBy: 'operation 2' });
  });

  it('begins again ten seconds after it failed, under another ID', () => {
    const model = fresh();
    model.faults['sync'] = 'fail-at-50';
    pass(model, 40_000);
    expect(kinds(model)).toEqual(['FIRST FAILED']);
    const { updatedAt } = model.cloud.jobs[0] ?? { updatedAt: 0 };
    pass(model, updatedAt + 15_000 - model.at);
    expect(kinds(model)).toEqual(['FIRST FAILED', 'FIRST RUNNING']);
    expect(new Set(model.cloud.jobs.map(({ id }) => id)).size).toBe(2);
  });

  it('does not begin without a licence', () => {
    const model = fresh();
    model.faults['licence'] = 'no-cloud-sync';
    pass(model, MINUTE_MS);
    expect(kinds(model)).toEqual([]);
  });
});

describe('a full send', () => {
  it('is sent in batches at the set rate, and completes with what came', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    model.rowsPerSecond = 1000;
    register(model);
    pass(model, 11_000);
    const { State, RowsReceived } = job(model) ?? {};
    expect(State).toBe('RUNNING');
    expect(Number(RowsReceived)).toBeGreaterThan(9_000);
    expect(Number(RowsReceived)).toBeLessThanOrEqual(11_000);
    people.sell(model);
    pass(model, 45_000);
    expect(job(model)).toMatchObject({
      State: 'COMPLETED',
      RowsExpected: ALL_ROWS + 1,
      RowsReceived: ALL_ROWS + 1,
    });
  });

  it('continues where it was when Cloud Sync is started again', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    register(model);
    pass(model, 20_000);
    people.killService(model, 'cloud-sync');
    const before = Number(job(model)?.['RowsReceived']);
    expect(before % 500).toBeLessThan(160);
    pass(model, 6000);
    expect(model.services['cloud-sync'].state).toBe('Running');
    expect(Number(job(model)?.['RowsReceived'])).toBeGreaterThanOrEqual(before);
    pass(model, MINUTE_MS);
    expect(job(model)).toMatchObject({ State: 'COMPLETED', RowsReceived: ALL_ROWS });
  });

  it.each<[string, (model: VenueModel) => unknown]>([
    ['the cloud stalls', (model) => Object.assign(model.faults, { sync: 'stall' })],
    ['the cloud does not respond', (model) => Object.assign(model.faults, { cloud: 'down' })],
    ['the responses are lost', (model) => Object.assign(model.faults, { cloud: 'reset' })],
    ['Cloud Sync is paused', (model) => people.pauseService(model, 'cloud-sync')],
    ['the machine sleeps', (model) => people.sleepMachine(model, 3_600_000)],
    ['the database is away', (model) => Object.assign(model.database, { isAway: true })],
    ['the license is missing', (model) => Object.assign(model.faults, { licence: 'no-cloud-sync' })],
  ])('makes no progress while %s', (_, happens) => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    register(model);
    pass(model, 20_000);
    happens(model);
    const rows = () => openJob(model)?.tables.map(({ rowsReceived }) => rowsReceived);
    const before = rows();
    pass(model, 30 * MINUTE_MS);
    expect(rows()).toEqual(before);
  });

  it('fails at half of the rows, and is not tried again', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    model.faults['sync'] = 'fail-at-50';
    register(model);
    pass(model, 10 * MINUTE_MS);
    expect(kinds(model)).toEqual(['FIRST COMPLETED', 'FULL FAILED']);
    expect(job(model)).toMatchObject({ State: 'FAILED', CompletedAt: null });
    expect(Number(job(model)?.['RowsReceived'])).toBeLessThan(ALL_ROWS * 0.52);
  });

  it('is slower under cloud=slow', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    register(model);
    model.faults['cloud'] = 'slow';
    pass(model, 5 * MINUTE_MS);
    expect(openJob(model)?.state).toBe('RUNNING');
    pass(model, 3 * MINUTE_MS);
    expect(openJob(model)).toBeUndefined();
  });

  it('knows when it ends', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    register(model);
    pass(model, 3000);
    const due = dueAt(model);
    pass(model, due - model.at - 1);
    expect(openJob(model)?.state).toBe('RUNNING');
    pass(model, 1);
    expect(openJob(model)).toBeUndefined();
  });
});

describe('changes after the first sync', () => {
  it('leave no backlog while they are sent, pile up under sync=backlog, and drain afterwards', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    pass(model, MINUTE_MS);
    expect(syncBacklog(model)).toEqual({ messages: 0, oldestAt: undefined });
    model.faults['sync'] = 'backlog';
    pass(model, MINUTE_MS);
    expect(syncBacklog(model)).toEqual({ messages: 3000, oldestAt: new Date(AT + MINUTE_MS) });
    delete model.faults['sync'];
    pass(model, 10_000);
    expect(syncBacklog(model).messages).toBe(1010);
    expect(syncBacklog(model).oldestAt?.getTime()).toBeGreaterThan(AT + MINUTE_MS);
    pass(model, 10_000);
    expect(syncBacklog(model)).toEqual({ messages: 0, oldestAt: undefined });
  });

  it('wait while the cloud is away', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    model.faults['cloud'] = 'down';
    for (let step = 0; step < 60; step += 1) pass(model, 1000);
    expect(syncBacklog(model).messages).toBe(60);
  });

  it('raise an exception each second under sync=exceptions, until a full send', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    model.faults['sync'] = 'exceptions';
    for (let step = 0; step < 100; step += 1) pass(model, 600);
    expect(syncExceptions(model)).toEqual({
      rows: 60,
      newestAt: new Date(AT + MINUTE_MS),
      tables: ['terminal'],
      newestMessage: 'the row could not be converted',
    });
    expect(model.sync.exceptions).toHaveLength(1);
    expect(syncExceptions(model, new Date(AT + 20_500)).rows).toBe(40);
    expect(syncExceptions(model, new Date(AT + MINUTE_MS)).rows).toBe(0);
    delete model.faults['sync'];
    register(model);
    pass(model, 2 * MINUTE_MS);
    expect(syncExceptions(model)).toMatchObject({ rows: 0, newestAt: undefined });
  });

  it('stay as they are in a database that takes no write', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    model.faults = { sync: 'exceptions', database: 'locked' };
    pass(model, MINUTE_MS);
    expect(syncExceptions(model).rows).toBe(0);
  });
});
