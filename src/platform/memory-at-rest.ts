/** Gives memory back to the machine while the server has hardly anything to do. V8 keeps what a busy time took for the next one (ADR 0057). */
import { performance } from 'node:perf_hooks';
import { memoryUsage } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const EVERY_MS = 20_000;
/** Share of that time that this thread may have worked: while it collects, about 40 ms, no one gets a response. */
const AT_REST = 0.1;
/** Bytes that the process must hold more than when it last gave back. */
const WORTH_IT = 8 * 1_048_576;

/** Returns what stops it. */
export function giveBackAtRest({ everyMs = EVERY_MS, giveBack = collectGarbage } = {}): () => void {
  let before = performance.eventLoopUtilization();
  let held = 0;
  const timer = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    if (utilization > AT_REST || memoryUsage.rss() < held + WORTH_IT) return;
    giveBack();
    held = memoryUsage.rss();
  }, everyMs).unref();
  return () => clearInterval(timer);
}

/** The collection that V8 makes when memory runs out, which is the one that releases pages. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext("gc({ type: 'major', flavor: 'last-resort' })");
}
