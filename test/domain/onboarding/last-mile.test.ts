/** The last mile of a full send: what the cloud has completed is called completed, whatever is away then, and what is held is released. */
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { askResync, callerOf, eachDomain, type PracticeDomain } from '../rehearsal-domain.js';

const domain = eachDomain();
let id: string;

beforeEach(async () => {
  id = (await askResync(domain, '1')).id;
  await domain.clock.pass(3000);
});

const said = async () => (await domain.state.operations.events(id, 0, 500)).map(({ message }) => message);
const isOver = async () => (await domain.find(id)).finishedAt !== undefined;

async function ended(): Promise<Awaited<ReturnType<PracticeDomain['find']>>> {
  for (let turn = 0; turn < 200 && !(await isOver()); turn += 1) await domain.clock.pass(2000);
  return domain.find(id);
}

function away(errorId: string, ...scripts: string[]): void {
  domain.venue.before = (script) => {
    if (scripts.includes(script)) throw new ScriptError(script, 'FAILED', 'away', { errorId });
  };
}

describe('a full send that the cloud has completed', () => {
  it.each([
    ['the cloud', () => away('CLOUD_UNREACHABLE', 'Get-SyncJob', 'Get-CloudVenue'), true],
    [
      'the venue database',
      () => {
        domain.venue.isAway = true;
      },
      false,
    ],
    [
      'PowerShell',
      () => {
        domain.venue.before = (script) => {
          throw new ScriptError(script, 'UNAVAILABLE', 'no host', { mayHaveRun: false });
        };
      },
      true,
    ],
  ])('is no failure, though %s is away from then on for ten minutes', async (_, takeAway, isFirstSeen) => {
    // Seen to be complete just before everything goes.
    domain.venue.complete();
    const get = domain.venue.scripts.get('Get-SyncJob');
    domain.venue.scripts.set('Get-SyncJob', (...asked) => {
      const job = get?.(...asked);
      queueMicrotask(() => isFirstSeen && takeAway());
      return job;
    });
    if (!isFirstSeen) takeAway();
    await domain.clock.minutes(10);
    expect(await domain.find(id)).toMatchObject({ state: 'SUCCEEDED', failure: undefined });
  });
});

it.each([
  ['Resume-DailyRestart', { DailyRestartHeld: true, Released: false }],
  ['Resume-ServicesMonitor', { PlannedStops: [], Released: false }],
])('reads the result of %s, and retries while it reports that the hold stays', async (script, row) => {
  const released = domain.venue.scripts.get(script);
  domain.venue.scripts.set(script, () => row);
  domain.venue.complete();
  expect((await ended()).state).toBe('SUCCEEDED');
  expect((await said()).filter((line) => line.includes('The server retries it'))).toHaveLength(1);
  if (released) domain.venue.scripts.set(script, released);
  domain.venue.calls.length = 0;
  await domain.clock.minutes(2);
  expect(domain.venue.calls.filter((called) => called.startsWith('Resume-'))).toEqual([script]);
});

it('fails before anything is sent when a hold was not recorded', async () => {
  domain.venue.complete();
  await ended();
  domain.venue.scripts.set('Suspend-ServicesMonitor', () => ({ PlannedStops: ['cloud-sync'] }));
  domain.venue.job = undefined;
  domain.venue.syncExceptions = 7;
  id = (await askResync(domain, '1')).id;
  expect(await ended()).toMatchObject({ state: 'FAILED', failure: { code: 'SCRIPT_FAILED' } });
  expect(domain.venue.job).toBeUndefined();
});

it('a rollback that could not resume the daily restart has it done in the next life', async () => {
  away('MONITOR_AWAY', 'Resume-DailyRestart');
  await domain.plane.operations.cancel(callerOf('1'), id, 'enough');
  const { state, failure } = await ended();
  expect(state).toBe('CANCELLED');
  expect(failure?.notRestored).toEqual([
    expect.stringMatching(/^The daily restart of services is still suspended/),
  ]);
  domain.venue.before = () => undefined;
  await domain.reborn();
  await domain.clock.minutes(2);
  expect(domain.venue.restartHeld).toBe(false);
});

describe('rows that came and went during a full send', () => {
  /** `announced`: what a cloud other than the model's still expects. */
  function complete(announced: number, received: number): void {
    domain.venue.complete(received);
    Object.assign(domain.venue.job?.tables[0] ?? {}, { rowsExpected: announced });
  }

  it.each([
    ['a row was deleted before it was sent', { rows: 999, announced: 999, received: 999 }],
    ['a row was deleted after it was sent', { rows: 999, announced: 1000, received: 1000 }],
    ['a row was added and sent', { rows: 1001, announced: 1001, received: 1001 }],
    ['a row was added after its table was sent', { rows: 1001, announced: 1000, received: 1000 }],
    ['one was deleted, then another added', { rows: 1000, announced: 999, received: 999 }],
    ['one was added and sent, then deleted', { rows: 1000, announced: 1001, received: 1001 }],
    ['a cloud that keeps the first count, and a row less', { rows: 999, announced: 1000, received: 999 }],
  ])('are no mismatch: %s', async (_, { rows, announced, received }) => {
    complete(announced, received);
    domain.venue.model.database.rows['sale'] = rows;
    expect(await ended()).toMatchObject({ state: 'SUCCEEDED', failure: undefined });
  });

  it.each([
    ['the cloud has less than was announced and is there', { announced: 1000, received: 999 }],
    ['less was announced than ever was there', { announced: 900, received: 900 }],
    ['nothing came', { announced: 0, received: 0 }],
  ])('are no excuse for a table that is truly short: %s', async (_, { announced, received }) => {
    complete(announced, received);
    const { state, failure } = await ended();
    expect([state, failure?.code]).toEqual(['FAILED', 'SYNC_COUNT_MISMATCH']);
    expect(failure?.message).toBe(`Row counts differ: sale (venue 1000, cloud ${received}).`);
  });
});

it('a cloud that is away for an hour in the middle stalls nothing, and is said once', async () => {
  domain.venue.receive(400);
  await domain.clock.minutes(1);
  away('CLOUD_UNREACHABLE', 'Get-SyncJob');
  await domain.clock.minutes(60);
  expect((await domain.find(id)).state).toBe('RUNNING');
  domain.venue.before = () => undefined;
  await domain.clock.minutes(1);
  domain.venue.complete();
  expect((await ended()).state).toBe('SUCCEEDED');
  const seen = (await said()).filter((line) => line.startsWith('The progress is'));
  expect(seen).toEqual([
    expect.stringMatching(/^The progress is unknown now: .*keeps querying\.$/),
    'The progress is known again.',
  ]);
});
