/** Whether the service really answers: by the file that a server writes when it listens, and by its health. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../errors/errors.js';
import type { HostSystem } from './host-system.js';

export interface Answering {
  readonly address: string;
  /** It serves, and can't reach the venue's database. */
  readonly isDatabaseAway: boolean;
}

export interface Waiting {
  readonly since: Date;
  readonly limitMs: number;
  readonly host: Pick<HostSystem, 'log'>;
  /** The program before this one reached it a moment ago: then it is this one that can't. Default false. */
  readonly needsDatabase?: boolean;
}

/** Throws SERVER_NOT_READY when no server that began after `since` answers in time, with where to read why. */
export async function untilReady(
  data: string,
  { since, limitMs, host, needsDatabase = false }: Waiting,
): Promise<Answering> {
  const until = Date.now() + limitMs;
  const patience = until - limitMs * 0.75;
  let found: Awaited<ReturnType<typeof look>>;
  for (; Date.now() < until; await sleep(250)) {
    const address = addressIn(data, since);
    found = address === undefined ? undefined : await look(address);
    if (address !== undefined && found === 'well') return { address, isDatabaseAway: false };
    if (address !== undefined && found === 'database away' && !needsDatabase && Date.now() > patience)
      return { address, isDatabaseAway: true };
  }
  if (found === 'database away')
    throw notReady("The server can't use the venue's database, which the previous version could.", host.log);
  throw notReady(`The server did not respond within ${limitMs / 1000} s.`, host.log);
}

/** Whether what runs there now is well, the venue's database included. */
export async function isWellNow(data: string): Promise<boolean> {
  const address = addressIn(data, new Date(0));
  return address !== undefined && (await look(address)) === 'well';
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
 * SQL Server that is away is served all the same. But where the older one had reached it, it is the program that can't: it may want a view that the
 * DBA has not made.
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
