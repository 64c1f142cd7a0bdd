import { randomUUID } from 'node:crypto';
import { onceCloud } from './cloud-process.js';

const cloud = onceCloud();
let credential: string;
beforeAll(async () => {
  credential = await cloud.onboard();
});

const counts = (sales: number) => [
  { name: 'Sale', rows: sales },
  { name: 'Product', rows: 2 },
];
const put = (jobId: string, sales = 4, kind = 'FULL') =>
  cloud.askVenue('PUT', `/sync-jobs/${jobId}`, { kind, tables: counts(sales) }, credential);
const batch = (jobId: string, table: string, sequence: number, rows: unknown[]) =>
  cloud.askVenue('POST', `/sync-jobs/${jobId}/batches`, { table, sequence, rows }, credential);
const complete = (jobId: string, sales = 4) =>
  cloud.askVenue('POST', `/sync-jobs/${jobId}/complete`, { tables: counts(sales) }, credential);
const withdraw = (jobId: string) => cloud.askVenue('DELETE', `/sync-jobs/${jobId}`, undefined, credential);
const open = async () => (await cloud.askVenue('GET', '/sync-jobs?state=open', undefined, credential)).body;

describe('a sync job', () => {
  it('goes from EXPECTED over RUNNING to COMPLETED, counting rows', async () => {
    const jobId = randomUUID();
    const first = await put(jobId);
    expect(first).toMatchObject({
      status: 201,
      body: { jobId, kind: 'FULL', state: 'EXPECTED', rowsExpected: 6 },
    });
    expect((await put(jobId)).status).toBe(200);
    expect(await open()).toEqual([first.body]);
    expect((await batch(jobId, 'Sale', 1, [1, 2, 3])).body).toMatchObject({
      state: 'RUNNING',
      rowsReceived: 3,
    });
    expect((await batch(jobId, 'Sale', 1, [1, 2, 3])).body.rowsReceived).toBe(3);
    expect(await complete(jobId)).toMatchObject({ status: 409, body: { code: 'COUNT_MISMATCH' } });
    await batch(jobId, 'Sale', 2, [4]);
    await batch(jobId, 'Product', 1, [1, 2]);
    const done = await complete(jobId);
    expect(done).toMatchObject({ status: 200, body: { state: 'COMPLETED', rowsReceived: 6 } });
    expect(done.body.tables).toEqual([
      { name: 'Sale', rowsExpected: 4, rowsReceived: 4 },
      { name: 'Product', rowsExpected: 2, rowsReceived: 2 },
    ]);
    expect((await complete(jobId)).status).toBe(200);
    expect(await withdraw(jobId)).toMatchObject({ status: 409, body: { code: 'SYNC_JOB_OVER' } });
    expect(await open()).toEqual([]);
    const { sync } = (await cloud.askVenue('GET', '')).body;
    expect(sync).toEqual({ lastCompletedAt: done.body.completedAt, job: done.body });
  });

  it('is complete with what was sent, though a row was deleted since it was expected', async () => {
    const jobId = randomUUID();
    await put(jobId);
    await batch(jobId, 'Sale', 1, [1, 2, 3]);
    await batch(jobId, 'Product', 1, [1, 2]);
    expect((await complete(jobId, 3)).body).toMatchObject({
      state: 'COMPLETED',
      tables: [
        { name: 'Sale', rowsExpected: 3, rowsReceived: 3 },
        { name: 'Product', rowsExpected: 2, rowsReceived: 2 },
      ],
    });
  });

  it('is alone: another is refused while it is open, and fifty at once make one', async () => {
    const ids = Array.from({ length: 50 }, () => randomUUID());
    const answers = await Promise.all(ids.map((id) => put(id)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    const { jobId } = made[0]?.body ?? {};
    expect(
      answers.filter(({ body }) => body.code === 'SYNC_JOB_ACTIVE' && body.jobId === jobId),
    ).toHaveLength(49);
    expect((await withdraw(jobId)).status).toBe(204);
  });

  it('that is withdrawn takes nothing more and leaves the last completed sync as it was', async () => {
    const { lastCompletedAt } = (await cloud.askVenue('GET', '')).body.sync;
    const jobId = randomUUID();
    await put(jobId);
    await batch(jobId, 'Sale', 1, [1]);
    expect((await withdraw(jobId)).status).toBe(204);
    expect((await withdraw(jobId)).status).toBe(204);
    expect(await batch(jobId, 'Sale', 2, [2])).toMatchObject({
      status: 409,
      body: { code: 'SYNC_JOB_OVER' },
    });
    expect(await complete(jobId)).toMatchObject({ status: 409, body: { code: 'SYNC_JOB_OVER' } });
    const { sync } = (await cloud.askVenue('GET', '')).body;
    expect(sync).toMatchObject({ lastCompletedAt, job: { jobId, state: 'WITHDRAWN' } });
    const { syncJobs } = (await cloud.ask('GET', '/ledger')).body;
    expect(syncJobs.slice(-2).map((entry: { outcome: string }) => entry.outcome)).toEqual([
      'expected',
      'withdrawn',
    ]);
  });

  it('stays open while the cloud refuses its withdrawal', async () => {
    const jobId = randomUUID();
    await put(jobId);
    await cloud.setFaults({ sync: 'refuses-withdrawal' });
    expect(await withdraw(jobId)).toMatchObject({ status: 409, body: { code: 'WITHDRAWAL_REFUSED' } });
    expect(await open()).toMatchObject([{ jobId }]);
    await cloud.setFaults({});
    expect((await withdraw(jobId)).status).toBe(204);
  });

  it('outlives a kill -9 with every row that was acknowledged', async () => {
    const jobId = randomUUID();
    await put(jobId);
    await batch(jobId, 'Sale', 1, [1, 2]);
    await cloud.kill('SIGKILL');
    await cloud.start();
    expect((await open())[0]).toMatchObject({ jobId, state: 'RUNNING', rowsReceived: 2 });
    await withdraw(jobId);
  });

  it('refuses what is not known or not well formed', async () => {
    const jobId = randomUUID();
    expect((await put(jobId, 4, 'HALF')).status).toBe(400);
    expect((await put('7')).status).toBe(400);
    expect((await put(jobId, -1)).status).toBe(400);
    expect((await cloud.askVenue('GET', `/sync-jobs/${jobId}`, undefined, credential)).body.code).toBe(
      'SYNC_JOB_UNKNOWN',
    );
    await put(jobId);
    expect(await batch(jobId, 'Nonsense', 1, [1])).toMatchObject({
      status: 422,
      body: { code: 'TABLE_UNKNOWN' },
    });
    expect((await batch(jobId, 'Sale', 1.5, [1])).status).toBe(400);
    expect((await batch(jobId, 'Sale', 1, ['x'.repeat(1_100_000)])).body.code).toBe('BODY_TOO_LARGE');
    expect((await batch(jobId, 'Sale', 1, ['x'.repeat(900_000)])).status).toBe(200);
    await withdraw(jobId);
  });

  it.each([
    ['GET', '/sync-jobs'],
    ['PUT', `/sync-jobs/${randomUUID()}`],
    ['POST', '/changes'],
    ['POST', '/heartbeats'],
    ['PUT', '/locations/1/activation'],
  ])('%s %s requires a valid credential', async (method, path) => {
    for (const bearer of [undefined, 'gw_guess', 'gw guess']) {
      const answer = await cloud.askVenue(method, path, method === 'GET' ? undefined : {}, bearer);
      expect(answer).toMatchObject({ status: 401, body: { code: 'CREDENTIAL_REFUSED' } });
    }
  });
});
