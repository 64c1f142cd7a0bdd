/**
 * What a busy time took is the machine's again once this server is at rest: V8 collects the garbage and keeps the pages for the next busy time, which may
 * be tomorrow's (docs/decisions/0055-memory-at-rest.md). Nobody is answered meanwhile, 60 ms, so it is done only where hardly anybody asks.
 */
import { performance } from 'node:perf_hooks';
import { memoryUsage } from 'node:process';

/** How often it looks, in milliseconds. */
const LOOK_MS = 20_000;
/** Share of that time that this thread may have worked. */
const AT_REST = 0.05;
/** Bytes that it must hold more than when it last gave back. */
const WORTH = 8 * 1_048_576;

export interface AtRest {
  readonly everyMs?: number;
  readonly giveBack?: () => Promise<void>;
}

/** Returns what stops it. */
export function giveBackAtRest({ everyMs = LOOK_MS, giveBack = collectAll }: AtRest = {}): () => void {
  let before = performance.eventLoopUtilization();
  let held = 0;
  const look = async () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization > AT_REST || memoryUsage.rss() < held + WORTH) return;
    await giveBack();
    held = memoryUsage.rss();
    // Its own work is nobody's.
    before = performance.eventLoopUtilization();
  };
  const timer = setInterval(() => void look().catch(() => undefined), everyMs).unref();
  return () => clearInterval(timer);
}

/** The inspector's word for V8's `LowMemoryNotification`, which is the only one that lets go of pages too; no port is opened for it. */
async function collectAll(): Promise<void> {
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.collectGarbage');
  } finally {
    session.disconnect();
  }
}
