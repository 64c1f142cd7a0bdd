/** PowerShell of the simulated venue: runs the model's scripts in virtual time, with the deadlines, aborts and failures of the real pool. */

import { type ModelRefusal, runScript, SCRIPTS } from '../../../rehearsal/model/scripts.js';
import { advance, type VenueModel } from '../../../rehearsal/model/venue-model.js';
import {
  type ScriptCall,
  ScriptError,
  type ScriptResult,
  type ScriptRunner,
} from '../../../src/domain/ports/script-runner.js';
import { downAfter, type Strike, Strikes } from '../faults/strikes.js';
import type { Journal } from '../time/journal.js';
import type { VirtualTime } from '../time/virtual-time.js';
import type { Life } from './life.js';
import type { Points } from './points.js';

/** `away`: no call begins. `slow`: each call waits first. `hung`: a call does what it does and never answers. */
export type PowerShellFault = 'away' | 'slow' | 'hung';

export interface ScriptHostParts {
  readonly model: VenueModel;
  readonly time: VirtualTime;
  readonly journal: Journal;
  readonly points: Points;
  readonly strikes: Strikes;
  readonly activity: { seen(): void };
  fault(): PowerShellFault | undefined;
  /** The server was killed by a strike. */
  killed(strike: Strike): void;
  /** In the moment of a strike a clerk cancels, or Windows stops the server. */
  happens(strike: Strike): void;
  /** The model may have changed. */
  changed(): void;
}

/** A call takes this long at least. */
const CALL_MS = 20;
const SLOW_MS = 6000;

export function scriptRunnerOf(life: Life, parts: ScriptHostParts): ScriptRunner {
  return {
    run: (call) => life.orNever(() => runCall(life, parts, call), call.trace !== undefined),
    describe: ({ script }) => script,
  };
}

async function runCall(life: Life, parts: ScriptHostParts, call: ScriptCall): Promise<ScriptResult> {
  const { time, journal, points, strikes } = parts;
  const { script } = call;
  const entry = SCRIPTS[script];
  if (!entry) throw new ScriptError(script, 'NOT_CATALOGUED', `The model has no script ${script}`);
  const operationId = call.trace?.operationId;
  const point = entry.changes ? points.ofScript(operationId, script) : undefined;
  const strike = strikes.take(point, operationId);
  const limit = limitOf(time, call);
  const write = (what: string) => {
    if (entry.changes || strike) journal.write(`${script} ${point ?? ''} ${what}`);
  };
  try {
    // A call that only reads takes the time that it reads.
    const ms = parts.fault() === 'slow' ? SLOW_MS : entry.changes ? CALL_MS : 0;
    if (ms > 0) await wait(parts, limit, ms);
    if (strike?.mode === 'no-host') await wait(parts, limit, Number.POSITIVE_INFINITY);
    if (parts.fault() === 'away')
      throw new ScriptError(script, 'UNAVAILABLE', 'No PowerShell host is available.', { mayHaveRun: false });
    if (call.permit) await Promise.race([call.permit(), limit.reason]);
    limit.begins();
    if (strike?.mode === 'killed-before') {
      parts.killed(strike);
      return await new Promise<never>(() => undefined);
    }
    if (strike?.mode === 'died-before') throw hostDied(script);
    if (strike?.mode === 'refused')
      throw new ScriptError(script, 'FAILED', 'The simulator refused it.', { errorId: 'SIMULATED' });
    if (strike?.mode === 'hung-before') await wait(parts, limit, Number.POSITIVE_INFINITY);
    if (strike) parts.happens(strike);
    const output = await perform(life, parts, call, limit);
    write('done');
    points.answered(operationId, script, output);
    if (strike?.mode === 'overtaken') parts.killed(strike);
    else if (strike && downAfter(strike)) {
      parts.killed(strike);
      return await new Promise<never>(() => undefined);
    }
    if (strike?.mode === 'failed-after')
      throw new ScriptError(script, 'FAILED', 'The simulator failed it.', { errorId: 'SIMULATED' });
    if (strike?.mode === 'died-after') throw hostDied(script);
    if (strike?.mode === 'hung-after' || parts.fault() === 'hung')
      await wait(parts, limit, Number.POSITIVE_INFINITY);
    return { output, observedAt: life.clock.now() };
  } catch (error) {
    const known = error instanceof ScriptError ? error : undefined;
    if (!known) points.refused(operationId);
    write(
      `${known?.failure ?? String(error)} ${known?.errorId ?? ''}${strike ? ` (strike ${strike.mode})` : ''}`,
    );
    throw error;
  } finally {
    limit.release();
  }
}

async function perform(
  life: Life,
  parts: ScriptHostParts,
  call: ScriptCall,
  limit: Limit,
): Promise<readonly object[]> {
  const { model, time } = parts;
  const secrets = Object.entries(call.secrets ?? {}).map(([name, secret]) => [name, secret.reveal()]);
  model.actor = call.trace?.operationId ?? `read ${life.number}`;
  const run = runScript(model, {
    script: call.script,
    parameters: { ...call.parameters },
    secrets: Object.fromEntries(secrets),
    progress: (percent, message) => call.onEvent?.({ stream: 'progress', percent, message }),
  });
  try {
    for (;;) {
      advance(model, time.at);
      const { done, value } = asScriptErrors(call.script, () => run.next());
      parts.changed();
      if (done) return JSON.parse(JSON.stringify(value)) as readonly object[];
      await wait(parts, limit, value);
      if (life.hostsHaveEnded) return await new Promise<never>(() => undefined);
    }
  } catch (error) {
    // Stopped at its deadline or by its caller, a script runs its own clean-up.
    run.return([]);
    throw error;
  }
}

export function asScriptErrors<Result>(script: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const detail = Object.fromEntries(
      Object.entries(error.detail).map(([name, value]) => [name, String(value)]),
    );
    throw new ScriptError(script, 'FAILED', error.message, { errorId: error.errorId, detail });
  }
}

function isRefusal(error: unknown): error is ModelRefusal {
  return error instanceof Error && 'errorId' in error;
}

function hostDied(script: string): ScriptError {
  return new ScriptError(script, 'HOST_DIED', 'The host ended in the middle of the script.');
}

/** What ends a call early: its deadline, or its caller. */
interface Limit {
  readonly reason: Promise<never>;
  /** It has a host: a deadline that leaves out the wait for one begins now. */
  begins(): void;
  release(): void;
}

function limitOf(time: VirtualTime, { script, deadlineMs, waitMs, signal }: ScriptCall): Limit {
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined);
  let mayHaveRun = false;
  const end = (failure: 'TIMED_OUT' | 'CANCELLED', message: string) => {
    release();
    ended.reject(new ScriptError(script, failure, message, { mayHaveRun }));
  };
  const after = (ms: number) => time.after(ms, () => end('TIMED_OUT', `It took longer than ${ms} ms.`));
  let cancel = after(waitMs ?? deadlineMs);
  const aborted = () => end('CANCELLED', 'The call was cancelled.');
  const release = () => {
    cancel();
    signal?.removeEventListener('abort', aborted);
  };
  if (signal?.aborted) aborted();
  else signal?.addEventListener('abort', aborted);
  return {
    reason: ended.promise,
    begins() {
      mayHaveRun = true;
      if (waitMs === undefined) return;
      cancel();
      cancel = after(deadlineMs);
    },
    release: () => release(),
  };
}

async function wait({ time, activity }: ScriptHostParts, limit: Limit, ms: number): Promise<void> {
  activity.seen();
  const passed = Promise.withResolvers<void>();
  const cancel = Number.isFinite(ms) ? time.after(ms, passed.resolve) : () => undefined;
  try {
    await Promise.race([passed.promise, limit.reason]);
  } finally {
    cancel();
    activity.seen();
  }
}
