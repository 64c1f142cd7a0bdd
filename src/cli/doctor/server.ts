/** What `venue-control doctor` finds at the port: this data folder's server, which proves it with a key of the folder, or what else is there. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isProven } from '../../domain/health/server-proof.js';
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { Keys } from '../../domain/ports/machine.js';
import type { CommandContext } from '../command-context.js';
import { failed } from '../doctor-rows.js';
import { isIn } from './machine.js';

export interface ServerAsked {
  readonly config: { readonly dataFolder: string; readonly port: number };
  /** Undefined where the folder has none yet. */
  readonly keys: Keys | undefined;
  /** Whether it is registered as a service of this machine. */
  readonly isInstalled: boolean;
  /** Milliseconds a try. Default 2000. */
  readonly patienceMs?: number;
}

interface Health {
  readonly status?: string;
  readonly parts?: readonly { readonly name: string; readonly status: string }[];
  readonly proof?: string;
}

const START =
  'Start it: on Windows "Start-Service VenueControl", elsewhere "venue-control serve". The end of logs/server.jsonl in the data folder shows why it ended.';

export async function atThePort(context: CommandContext): Promise<readonly DoctorRow[]> {
  try {
    const keys = isIn(context, 'identity.json') ? context.keys() : undefined;
    return await serverRows({ ...context, keys, isInstalled: await context.isInstalled() });
  } catch (error) {
    return [failed(`port ${context.config.port}`, error)];
  }
}

/** Of the port, and of the server's own health where this folder's server answers. */
export async function serverRows(asked: ServerAsked): Promise<readonly DoctorRow[]> {
  const { config, keys, isInstalled } = asked;
  const life = lifeIn(config.dataFolder);
  const port = life?.port ?? config.port;
  const part = `port ${port}`;
  const challenge = randomBytes(32).toString('hex');
  const found = await ask(port, challenge, asked.patienceMs ?? 2000);
  if (found === 'closed') {
    if (life)
      return [
        {
          part,
          ok: false,
          detail: `process ${life.pid} served this folder and ended unexpectedly`,
          remedy: START,
        },
      ];
    if (isInstalled)
      return [{ part, ok: false, detail: 'the service is installed but not running', remedy: START }];
    return [{ part, ok: true, detail: 'free' }];
  }
  if (found === 'silent' && life)
    return [
      {
        part,
        ok: false,
        detail: `process ${life.pid} accepts connections but does not respond`,
        remedy:
          'End that process ("Restart-Service VenueControl -Force" on Windows), and start the server again.',
      },
    ];
  if (found === 'silent' || !keys || !isProven(keys, challenge, port, found.proof))
    return [
      {
        part,
        ok: false,
        detail: "taken by another program: it can't prove that it serves this data folder",
        remedy: `Enter no PIN there. Find the program with "netstat -ano" (Linux: "ss -ltnp"), then stop it, or set VENUE_CONTROL_PORT.`,
      },
    ];
  return [{ part, ok: true, detail: 'the server of this data folder responds' }, healthOf(found)];
}

function healthOf({ status, parts = [] }: Health): DoctorRow {
  const part = 'server health';
  const wrong = parts.filter((each) => each.status !== 'OK').map((each) => `${each.name} ${each.status}`);
  if (status === 'OK') return { part, ok: true, detail: 'OK' };
  return {
    part,
    ok: false,
    detail: [status ?? 'unknown', ...wrong].join(', '),
    remedy:
      'Fix the lines marked BAD here. If there are none, run Test-VenueHealth to see the detail of each part.',
  };
}

/** As serve writes it, and removes it when it ends in order. */
function lifeIn(dataFolder: string): { readonly pid: number; readonly port?: number } | undefined {
  const file = join(dataFolder, 'server.json');
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  } catch {
    return undefined;
  }
}

/** Twice, as a machine that starts is slow. */
async function ask(
  port: number,
  challenge: string,
  patienceMs: number,
): Promise<Health | 'closed' | 'silent'> {
  for (let attempt = 1; ; attempt += 1)
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz?challenge=${challenge}`, {
        signal: AbortSignal.timeout(patienceMs),
        redirect: 'error',
      });
      const text = await answer.text();
      return asHealth(text);
    } catch (error) {
      if ((error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED') return 'closed';
      if ((error as Error).name !== 'TimeoutError') return {};
      if (attempt === 2) return 'silent';
    }
}

function asHealth(text: string): Health {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
