/** A kind of operation that the program doesn't have: one object, and everything that is done with operations can do it. */

import { AppError } from '../../src/errors.js';
import { AuditTrail } from '../../src/operations/clerks/audit-trail.js';
import { TwoGateSecurity } from '../../src/operations/clerks/clerk-security.js';
import { Denials } from '../../src/operations/clerks/denials.js';
import { SteadyTime } from '../../src/operations/clerks/steady-time.js';
import type { AuditRecord } from '../../src/operations/ports/audit-log.js';
import { VenueApprovals } from '../../src/operations/runner/approvals.js';
import { EventFeed } from '../../src/operations/runner/event-feed.js';
import { Intents } from '../../src/operations/runner/intents.js';
import { VenueOperations } from '../../src/operations/runner/operations.js';
import { Runner } from '../../src/operations/runner/runner.js';
import { type Saga, sagasByKind } from '../../src/operations/runner/saga.js';
import { NeedsAttention, type Step } from '../../src/operations/runner/step.js';
import type { Operation, OperationKind } from '../../src/operations/words/operation.js';
import { Permission } from '../../src/operations/words/permissions.js';
import { DEFAULT_SETTINGS } from '../../src/operations/words/settings.js';
import type { OpenStateDatabase } from '../../src/sql/open-state.js';
import { quietLog, sqliteEngine } from '../sql/engines.js';
import { madeUpSaga } from './made-up-saga.js';
import { callerOf, clerksOf, venueOf } from './practice-domain.js';
import { PracticeWorld } from './practice-world.js';
import { clock, untilTold } from './runner-bench.js';

/** What a newcomer would write in a file of its own; its enum value is the one thing that lives elsewhere. */
const KIND = 'REINDEX' as OperationKind;
function reindexSaga(steps: () => readonly Step[]): Saga {
  return {
    kind: KIND,
    action: 'reindex',
    permission: Permission.SERVICES_CONTROL,
    doing: 'Building the indexes anew',
    done: 'the indexes are new',
    title: () => 'Make the indexes anew',
    slot: () => 'indexes',
    holds: () => ['end-of-day'],
    steps,
    choices: [
      { name: 'look-again', title: 'Look again', consequence: 'Nothing is done twice.' },
      { name: 'stop', title: 'Stop', consequence: 'It goes back.', givesUpAs: 'SCRIPT_FAILED' },
    ],
  };
}

describe('a new kind of operation', () => {
  const engine = sqliteEngine();
  let state: OpenStateDatabase;
  let trail: AuditRecord[];
  let perform: Step['perform'];
  let made: ReturnType<typeof create>;

  beforeEach(async () => {
    const stored = await engine.state();
    trail = [];
    const audit = (log: OpenStateDatabase['audit']) => ({
      ...log,
      append: (record: AuditRecord) => {
        trail.push(record);
        return log.append(record);
      },
      intend: (record: AuditRecord) => {
        trail.push(record);
        return log.intend(record);
      },
      settle: (intent: number, record: AuditRecord) => {
        trail.push(record);
        return log.settle(intent, record);
      },
    });
    state = {
      ...stored,
      audit: audit(stored.audit),
      transaction: (work) => stored.transaction((stores) => work({ ...stores, audit: audit(stores.audit) })),
    };
    perform = async () => undefined;
    made = create();
  });
  afterEach(async () => {
    await made.runner.stop();
    await engine.cleanUp();
  });

  function create() {
    const step: Step = {
      name: 'build',
      title: 'Build them',
      deadlineMs: 10_000,
      perform: (run) => perform(run),
      compensate: async () => ({ restored: ['The old indexes are back.'], notRestored: [] }),
    };
    const holder = madeUpSaga(() => [], { kind: 'SERVICE_CONTROL', holds: ({ key }) => [String(key)] });
    const sagas = sagasByKind([reindexSaga(() => [step]), holder]);
    const feed = new EventFeed(state.operations, clock);
    const audit = new AuditTrail({ state, clock });
    const ending = { state, clock, feed, audit, sagas };
    const runner = new Runner({
      ...ending,
      scripts: { run: () => Promise.reject(new Error('No script')), describe: () => '' },
      log: quietLog,
      bootId: 'boot 1',
      settings: DEFAULT_SETTINGS,
      trailOf: async () => [],
    });
    const quiet = { ...ending, log: quietLog };
    const denials = new Denials(quiet);
    const time = new SteadyTime({ ...quiet, keyValues: state.keyValues });
    const world = new PracticeWorld();
    const rows = { clerks: clerksOf(world), venue: venueOf(world) };
    const security = new TwoGateSecurity({ ...ending, ...rows, denials, time, settings: DEFAULT_SETTINGS });
    const parts = { ...ending, ...rows, runner, security, bootId: 'boot 1' };
    return {
      runner,
      intents: new Intents(parts),
      operations: new VenueOperations(parts),
      approvals: new VenueApprovals(parts),
    };
  }
  const begin = (more: { state?: 'AWAITING_APPROVAL'; idempotencyKey?: string } = {}) =>
    made.intents.begin(callerOf('1'), {
      kind: KIND,
      reason: 'slow',
      input: {},
      request: { kind: KIND },
      ...more,
    });
  const until = async (id: string, wanted: Operation['state']): Promise<Operation> => {
    for (let turn = 0; turn < 500; turn += 1) {
      const found = await state.operations.find(id);
      if (found?.state === wanted) return found;
      await clock.sleep(5);
    }
    throw new Error(`It never became ${wanted}`);
  };
  const audited = () => trail.map(({ action, outcome }) => `${action} ${outcome}`);
  const summaryOf = async (operation: Operation) =>
    made.operations.summary(operation, await made.operations.steps([operation.id]));

  it('runs to its end in its own words, and the audit has its intent and its outcome', async () => {
    const { id } = await begin();
    const ended = await until(id, 'SUCCEEDED');
    expect(await summaryOf(ended)).toBe('The indexes are new.');
    const events = await made.operations.events(id, 0, 50);
    expect(events.at(-1)?.message).toBe('Done: the indexes are new.');
    expect(audited()).toEqual(['reindex INTENDED', 'reindex SUCCEEDED']);
  });

  it('keeps a second one out, and whoever would change a service that it holds', async () => {
    perform = () => new Promise(() => {});
    const { id } = await begin();
    const held = { code: 'OPERATION_IN_PROGRESS', details: { operationId: id } };
    await expect(begin()).rejects.toMatchObject(held);
    const ask = (key: string) =>
      made.intents.begin(callerOf('1'), { kind: 'SERVICE_CONTROL', reason: '', input: { key }, request: {} });
    await expect(ask('end-of-day')).rejects.toMatchObject(held);
  });

  it('is cancelled by whoever holds its permission, goes back, and is CANCELLED in the audit too', async () => {
    perform = untilTold;
    const { id } = await begin();
    await until(id, 'RUNNING');
    const mayNot = callerOf('2', { permissions: new Set([Permission.SERVICES_VIEW]) });
    await expect(made.operations.cancel(mayNot, id, 'no')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await made.operations.cancel(callerOf('2'), id, 'not now');
    const ended = await until(id, 'CANCELLED');
    expect(await summaryOf(ended)).toContain('Building the indexes anew was cancelled by Clerk 2.');
    expect(audited()).toEqual([
      'reindex INTENDED',
      'cancelOperation DENIED',
      'cancelOperation INTENDED',
      'cancelOperation SUCCEEDED',
      'reindex CANCELLED',
    ]);
  });

  it('is ended by a cancel before it has begun, with its event and its outcome', async () => {
    const { id } = await begin({ state: 'AWAITING_APPROVAL' });
    await made.operations.cancel(callerOf('1'), id, 'not now');
    expect((await made.operations.events(id, 0, 50)).map(({ message }) => message)).toEqual([
      'Clerk 1 cancelled it: not now',
    ]);
    expect(audited()).toEqual([
      'reindex INTENDED',
      'cancelOperation INTENDED',
      'reindex CANCELLED',
      'cancelOperation SUCCEEDED',
    ]);
  });

  it('waits for its second person, who says yes or no', async () => {
    const first = await begin({ state: 'AWAITING_APPROVAL' });
    await made.approvals.reject(callerOf('2'), first.id, 'too late tonight');
    expect((await until(first.id, 'CANCELLED')).failure?.message).toBe('Clerk 2 said no: too late tonight');
    const second = await begin({ state: 'AWAITING_APPROVAL' });
    await made.approvals.approve(callerOf('2'), second.id, 'go on');
    expect((await until(second.id, 'SUCCEEDED')).approvedByName).toBe('Clerk 2');
  });

  it('waits for a person where nobody can say, with its own choices, and does what was chosen', async () => {
    perform = () => Promise.reject(new NeedsAttention(new AppError('BUSY')));
    const { id } = await begin();
    const { failure } = await until(id, 'NEEDS_ATTENTION');
    expect(failure?.choices.map(({ name }) => name)).toEqual(['look-again', 'stop']);
    await made.runner.settled(id, 1000);
    await expect(made.approvals.resolve(callerOf('1'), id, 'give-up', 'x')).rejects.toMatchObject({
      code: 'CHOICE_UNKNOWN',
    });
    await made.approvals.resolve(callerOf('1'), id, 'stop', 'enough');
    expect(await until(id, 'FAILED')).toMatchObject({
      failure: { code: 'SCRIPT_FAILED', restored: ['The old indexes are back.'] },
    });
  });

  it('is the same one for every caller with the same key', async () => {
    const ask = () =>
      made.intents.once(callerOf('1'), 'key', { kind: KIND }, () => begin({ idempotencyKey: 'key' }));
    const asked = await Promise.all(Array.from({ length: 20 }, ask));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
  });
});
