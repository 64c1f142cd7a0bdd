/** Every intent has its outcome, and no one is informed that nothing was done when it was: also while the trail can't be written. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, AuditTrail } from '../../../src/domain/audit/trail.js';
import type { AuditRecord } from '../../../src/domain/ports/audit-log.js';
import { AppError } from '../../../src/errors/errors.js';
import { sqliteEngine } from '../../storage/engines.js';
import { LockableState } from '../lockable-state.js';
import { StillClock } from '../still-clock.js';

const MINUTE = 60_000;
const actor: Actor = { clerkId: '1', clerkName: 'Morgan Reyes', correlationId: 'c' };
const act = { action: 'grantPermission', target: 'Managers: SERVICES_VIEW', reason: 'Nights' };

describe('the trail', () => {
  const engine = sqliteEngine();
  let lockable: LockableState;
  let clock: StillClock;
  let rows: AuditRecord[];
  let stopped: AbortController;

  beforeEach(async () => {
    const stored = await engine.state();
    rows = [];
    const seen: typeof stored.audit = {
      ...stored.audit,
      append: async (record) => {
        await stored.audit.append(record);
        rows.push(record);
      },
      intend: async (record) => {
        const intent = await stored.audit.intend(record);
        rows.push(record);
        return intent;
      },
      settle: async (intent, record) => {
        if (record.target === 'never written') throw new AppError('AUDIT_UNAVAILABLE');
        const isSettled = await stored.audit.settle(intent, record);
        if (isSettled) rows.push({ ...record, detail: { ...record.detail, intent } });
        return isSettled;
      },
    };
    lockable = new LockableState({ ...stored, audit: seen });
    clock = new StillClock(new Date('2031-05-06T02:00:00.000Z'));
    stopped = new AbortController();
  });
  afterEach(async () => {
    stopped.abort();
    await engine.cleanUp();
  });

  /** A life of the server. */
  function live(): AuditTrail {
    const trail = new AuditTrail({ state: lockable.state, clock });
    void trail.keep(stopped.signal);
    return trail;
  }
  /** With time for what is stored meanwhile. */
  async function minutes(count: number): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) {
      await clock.pass(MINUTE);
      await sleep(20);
    }
  }
  /** Work that never ends, and that has begun. */
  const beginsForEver = (trail: AuditTrail, by: Actor) =>
    new Promise<void>((begun) => {
      void trail.audited(by, act, () => {
        begun();
        return new Promise(() => undefined);
      });
    });
  const outcomes = () => rows.map(({ outcome }) => outcome);
  /** What is written beside takes an engine as long as it takes; never ends where it is not. */
  const written = async (count: number) => {
    while (rows.length < count) await sleep(5);
  };

  it('does nothing whose intent cannot be written', async () => {
    const trail = live();
    lockable.lock(true);
    let done = 0;
    const work = async () => {
      done += 1;
    };
    await expect(trail.audited(actor, act, work)).rejects.toThrow(AppError);
    expect(done).toBe(0);
  });

  it('answers what was done though its outcome cannot be written, which follows with the number of its intent', async () => {
    const trail = live();
    const result = await trail.audited(actor, act, async () => {
      lockable.lock(true);
      return 'granted';
    });
    expect(result).toBe('granted');
    expect(outcomes()).toEqual(['INTENDED']);
    await clock.pass(20_000);
    lockable.lock(false);
    await clock.pass(20_000);
    await written(2);
    expect(outcomes()).toEqual(['INTENDED', 'SUCCEEDED']);
    expect(rows[1]).toMatchObject({ ...act, clerkName: 'Morgan Reyes', detail: { intent: 1 } });
    await clock.pass(10 * MINUTE);
    expect(rows).toHaveLength(2);
  });

  it('says with what and as whom it was done, and what the work found and left', async () => {
    const trail = new AuditTrail({ state: lockable.state, clock, runAs: 'POS1\\venue' });
    const by = { ...actor, client: 'console' };
    const onPlan = { ...act, planFingerprint: 'f00d', detail: { input: 1 } };
    const where = { client: 'console', runAs: 'POS1\\venue', planFingerprint: 'f00d' };
    await trail.audited(by, { ...onPlan, before: { granted: false } }, async (tell) =>
      tell({ after: { granted: true }, detail: { ms: 2 } }),
    );
    expect(rows[0]).toMatchObject({ ...where, before: { granted: false }, detail: { input: 1 } });
    expect(rows[0]).not.toHaveProperty('after');
    const changed = { before: { granted: false }, after: { granted: true } };
    expect(rows[1]).toMatchObject({ ...where, ...changed, detail: { input: 1, ms: 2, intent: 1 } });
    const failing = trail.auditedChange(by, onPlan, async (_stores, tell) => {
      tell({ before: { granted: true } });
      throw new AppError('FORBIDDEN');
    });
    await expect(failing).rejects.toThrow(AppError);
    const denied = { outcome: 'DENIED', before: { granted: true }, detail: { input: 1, code: 'FORBIDDEN' } };
    expect(rows[2]).toMatchObject({ ...where, ...denied });
  });

  it('keeps no outcome waiting for one that can never be written', async () => {
    const trail = live();
    await trail.audited(actor, { ...act, target: 'never written' }, async () => undefined);
    await trail.audited(actor, act, async () => lockable.lock(true));
    lockable.lock(false);
    await clock.pass(20_000);
    await written(3);
    expect(outcomes()).toEqual(['INTENDED', 'INTENDED', 'SUCCEEDED']);
  });

  it('says why the work failed and not that the trail is away', async () => {
    const trail = live();
    const failing = trail.audited(actor, act, async () => {
      lockable.lock(true);
      throw new TypeError('the mail was not sent');
    });
    await expect(failing).rejects.toThrow('the mail was not sent');
    lockable.lock(false);
    await clock.pass(20_000);
    await written(2);
    expect(outcomes()).toEqual(['INTENDED', 'FAILED']);
  });

  it('gives the intent of a life that was cut off the outcome that is unknown, once, and leaves alone what is at work', async () => {
    const cutOff = live();
    await beginsForEver(cutOff, actor);
    await minutes(3);
    expect(outcomes()).toEqual(['INTENDED']);
    stopped.abort();
    stopped = new AbortController();
    live();
    while (rows.length < 2) await minutes(1);
    await minutes(3);
    expect(outcomes()).toEqual(['INTENDED', 'UNKNOWN']);
    expect(rows[1]).toMatchObject({ action: act.action, target: act.target, detail: { intent: 1 } });
    expect(rows[1]?.reason).toMatch(/^Unknown: the server stopped/);
    expect(await lockable.state.audit.unsettled()).toEqual([]);
  });

  it('leaves a command line that runs beside it ten minutes', async () => {
    const desk = new AuditTrail({ state: lockable.state, clock });
    await beginsForEver(desk, { ...actor, clerkId: undefined });
    live();
    await minutes(3);
    expect(outcomes()).toEqual(['INTENDED']);
    await minutes(12);
    expect(outcomes()).toEqual(['INTENDED', 'UNKNOWN']);
  });

  it('shows who is refused so also while that cannot be written', async () => {
    const trail = live();
    const refused = trail.auditedChange(actor, act, async () => {
      throw new RangeError('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    lockable.lock(true);
    const away = trail.auditedChange(actor, act, async () => undefined);
    await expect(away).rejects.toMatchObject({ code: 'STATE_DATABASE_UNAVAILABLE' });
    lockable.lock(false);
    await clock.pass(20_000);
    expect(outcomes()).toEqual(['FAILED']);
  });
});
