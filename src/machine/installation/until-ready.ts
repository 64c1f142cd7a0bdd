/** Whether the service really answers: by the file that a server writes when it listens, and by its health. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../errors.js';

/** Answers its address. Throws SERVER_NOT_READY when no server that began after `since` answers in time, with where to read why. */
export async function untilReady(
  data: string,
  { since, limitMs, log }: { since: Date; limitMs: number; log: string },
): Promise<string> {
  for (const until = Date.now() + limitMs; Date.now() < until; await sleep(250)) {
    const address = addressIn(data, since);
    if (address !== undefined && (await isWell(address))) return address;
  }
  throw new AppError('SERVER_NOT_READY', {
    message: `The server did not answer within ${limitMs / 1000} s.`,
    remedy: `Read why: ${log}.`,
  });
}

function addressIn(data: string, since: Date): string | undefined {
  try {
    const { port, startedAt } = JSON.parse(readFileSync(join(data, 'server.json'), 'utf8')) as {
      port: number;
      startedAt: string;
    };
    return new Date(startedAt) >= since ? `http://127.0.0.1:${port}` : undefined;
  } catch {
    return undefined;
  }
}

/** Degraded is an answer: a cloud that is away is no fault of this program. */
async function isWell(address: string): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(5_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
