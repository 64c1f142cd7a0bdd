/** Whether the service really answers: by the file that a server writes when it listens, and by its health. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../errors.js';
import type { HostSystem } from './host-system.js';

export interface Answering {
  readonly address: string;
  /** It serves, and can't reach the venue's database. */
  readonly isDatabaseAway: boolean;
}

/** Throws SERVER_NOT_READY when no server that began after `since` answers in time, or what was started has failed, with where to read why. */
export async function untilReady(
  data: string,
  { since, limitMs, host }: { since: Date; limitMs: number; host: Pick<HostSystem, 'log' | 'hasFailed'> },
): Promise<Answering> {
  const until = Date.now() + limitMs;
  const patience = until - limitMs * 0.75;
  for (; Date.now() < until; await sleep(250)) {
    const address = addressIn(data, since);
    const found = address === undefined ? undefined : await look(address);
    if (address !== undefined && found === 'well') return { address, isDatabaseAway: false };
    if (address !== undefined && found === 'database away' && Date.now() > patience)
      return { address, isDatabaseAway: true };
    if (await host.hasFailed()) throw notReady('The server ended before it answered.', host.log);
  }
  throw notReady(`The server did not answer within ${limitMs / 1000} s.`, host.log);
}

function notReady(message: string, log: string): AppError {
  return new AppError('SERVER_NOT_READY', { message, remedy: `Read why: ${log}.` });
}

function addressIn(data: string, since: Date): string | undefined {
  try {
    const { port, startedAt } = JSON.parse(readFileSync(join(data, 'server.json'), 'utf8')) as {
      port?: number;
      startedAt: string;
    };
    // A server that still starts has no port yet.
    return port !== undefined && new Date(startedAt) >= since ? `http://127.0.0.1:${port}` : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Degraded is an answer: a cloud that is away is no fault of this program. Nor is the venue's database, once it has had its time: a server beside a
 * SQL Server that is away is served all the same, and an older one would most likely find it no better.
 */
async function look(address: string): Promise<'well' | 'database away' | undefined> {
  try {
    const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(5_000) });
    const text = await answer.text();
    if (answer.ok) return 'well';
    return isDatabaseAlone(text) ? 'database away' : undefined;
  } catch {
    return undefined;
  }
}

function isDatabaseAlone(text: string): boolean {
  const { parts } = JSON.parse(text) as { parts: { name: string; status: string }[] };
  const down = parts.filter(({ status }) => status === 'DOWN').map(({ name }) => name);
  return down.length === 1 && down[0] === 'venue database';
}
