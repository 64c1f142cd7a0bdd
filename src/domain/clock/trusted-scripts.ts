/**
 * Scripts read the machine's clock: while it is wrong, times that they are given or return are translated
 * here.
 */
import type { ScriptRunner, ScriptValue } from '../ports/script-runner.js';
import type { TrustedClock } from './trusted-clock.js';

export function inTrustedTime(scripts: ScriptRunner, clock: Pick<TrustedClock, 'aheadMs'>): ScriptRunner {
  return {
    describe: (call) => scripts.describe(call),
    async run(call) {
      const { Since, Until } = call.parameters ?? {};
      const ahead = clock.aheadMs();
      // What was noted before the clock was moved is within the same times as what was noted after it.
      const widened = {
        ...(Since !== undefined && { Since: moved(Since, Math.min(0, ahead)) }),
        ...(Until !== undefined && { Until: moved(Until, Math.max(0, ahead)) }),
      };
      const { output, observedAt } = await scripts.run({
        ...call,
        parameters: { ...call.parameters, ...widened },
      });
      const aheadThen = clock.aheadMs();
      return {
        observedAt: new Date(observedAt.getTime() - aheadThen),
        output: output.map((row) => readIn(row, aheadThen)),
      };
    },
  };
}

/** A row with the moment at which it was read. */
function readIn<Output>(row: Output, aheadMs: number): Output {
  if (aheadMs === 0 || typeof row !== 'object' || row === null || !('ObservedAt' in row)) return row;
  return { ...row, ObservedAt: moved(row.ObservedAt as ScriptValue, -aheadMs) };
}

function moved(value: ScriptValue, ms: number): ScriptValue {
  return ms === 0 || typeof value !== 'string' ? value : new Date(Date.parse(value) + ms).toISOString();
}
