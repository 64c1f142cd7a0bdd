/** What the machine's administrator hears of: operations that end badly or wait for a person, clerks that are locked; nothing of what was rolled back. */

import { alertingState } from '../../../src/domain/health/alerting-state.js';
import { NeedsAttention, type Step } from '../../../src/domain/operations/steps/step.js';
import type { AuditRecord } from '../../../src/domain/ports/audit-log.js';
import type { KeptState } from '../../../src/domain/ports/kept-state.js';
import type { EventLogAlerts } from '../../../src/domain/ports/machine.js';
import { AppError } from '../../../src/errors/errors.js';
import { sqliteEngine } from '../../storage/engines.js';
import { HeardLog } from '../heard-log.js';
import { RunnerBench } from '../operations/runner-bench.js';
import { outcomeOf, SignInBench } from '../sign-in/sign-in-bench.js';

describe('a state that alerts', () => {
  const engine = sqliteEngine();
  let raised: string[];
  let log: HeardLog;
  const alerts: EventLogAlerts = { raise: ({ id }, text) => void raised.push(`${id} ${text}`) };
  let state: KeptState;
  let bench: RunnerBench | undefined;

  beforeEach(async () => {
    raised = [];
    log = new HeardLog();
    state = alertingState(await engine.state(), { alerts, log });
  });
  afterEach(() => bench?.clear());
  afterAll(() => engine.cleanUp());

  const performing = async (perform: Step['perform']) => {
    bench = await RunnerBench.of(state, (made) => [{ ...made.step('only'), perform }]);
    bench.live();
    return bench;
  };

  it('reports an operation that failed: which, of what kind, by what code, and no word that someone typed', async () => {
    const { id } = await performing(async () => {
      throw new AppError('PACKAGE_MISSING', { message: 'C:\\typed\\by\\someone' });
    }).then(async (made) => made.until('FAILED'));
    expect(raised).toEqual([
      expect.stringMatching(`^1100 Operation ${id} \\(REINDEX\\) .*: PACKAGE_MISSING\\. `),
    ]);
    expect(raised.join()).not.toContain('typed');
    expect(log.lines.at(-1)).toMatchObject({
      level: 'warn',
      operationId: id,
      state: 'FAILED',
      code: 'PACKAGE_MISSING',
    });
    expect(JSON.stringify(log.lines)).not.toContain('typed');
  });

  it('reports one that waits for a person', async () => {
    await (
      await performing(async () => {
        throw new NeedsAttention(new AppError('REDEMPTION_OUTCOME_UNKNOWN'));
      })
    ).until('NEEDS_ATTENTION');
    expect(raised).toEqual([
      expect.stringMatching(/^1101 .* waits for a decision: REDEMPTION_OUTCOME_UNKNOWN\./),
    ]);
  });

  it('reports once one that is checked again and again, and again when it waits for something else', async () => {
    const codes = ['REDEMPTION_OUTCOME_UNKNOWN', 'CLOUD_UNREACHABLE'] as const;
    let code: (typeof codes)[number] = codes[0];
    const { id } = await (
      await performing(async () => {
        throw new NeedsAttention(new AppError(code));
      })
    ).until('NEEDS_ATTENTION');
    const again = async () => {
      await state.operations.transition(id, ['NEEDS_ATTENTION'], 'RUNNING', {});
      const { failure } = { failure: { ...(await state.operations.find(id))?.failure, code } as never };
      await state.transaction(({ operations }) =>
        operations.transition(id, ['RUNNING'], 'NEEDS_ATTENTION', { failure }),
      );
    };
    for (let look = 0; look < 5; look += 1) await again();
    code = codes[1];
    await again();
    const questions = log.lines.filter(({ msg }) => msg === 'Operation needs attention');
    expect(questions.map(({ level, code }) => [level, code])).toEqual(codes.map((each) => ['warn', each]));
    expect(raised.map((text) => / decision: (\w+)/.exec(text)?.[1])).toEqual([...codes]);
  });

  it('notifies the administrator nothing of one that went well, and the log when it began and ended', async () => {
    const { id } = await (await performing(async () => undefined)).until('SUCCEEDED');
    expect(raised).toEqual([]);
    const outcomeOf = { level: 'info', operationId: id, kind: 'REINDEX', correlationId: expect.any(String) };
    expect(log.lines).toEqual([
      { ...outcomeOf, msg: 'Operation begun', attempt: 1, state: 'RUNNING' },
      { ...outcomeOf, msg: 'Operation ended', attempt: 1, state: 'SUCCEEDED' },
    ]);
  });

  it('reveals nothing of what was rolled back', async () => {
    const record: AuditRecord = {
      ...{ at: new Date(), clerkId: '1', clerkName: 'typed', action: 'signIn', target: undefined },
      ...{ outcome: 'DENIED', reason: 'locked', correlationId: 'c' },
    };
    await expect(
      state.transaction(async ({ audit }) => {
        await audit.append(record);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(raised).toEqual([]);
    await state.transaction(({ audit }) => audit.append(record));
    expect(raised).toEqual([expect.stringMatching(/^1201 Clerk 1 is locked/)]);
  });

  it('reports once a clerk who is locked, by number and not by name, however often it is tried', async () => {
    const signIns = await SignInBench.prepare(engine);
    for (let turn = 0; turn < 9; turn += 1) await outcomeOf(signIns.enter('2', '0000'));
    for (const row of signIns.recorded) await state.audit.append(row);
    const counted = signIns.recorded.find(({ reason }) => reason === 'locked');
    if (counted) await state.audit.append({ ...counted, detail: { ...counted.detail, repeated: 3 } });
    expect(raised).toEqual([expect.stringMatching(/^1201 Clerk 2 is locked .*clerk unlock/)]);
  });
});
