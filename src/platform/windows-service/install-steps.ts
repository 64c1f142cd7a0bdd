/** Steps of an installation that copy the program and start its service. */
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../errors/errors.js';
import type { HostSystem, Registration } from './host-system.js';
import type { Step, Tell } from './plan.js';
import { copyProgram, readProgram } from './program-files.js';
import { removePrograms } from './programs-folder.js';

/**
 * Copying the program to its place; the rollback leaves nothing that wasn't there. `source` is the unpacked program, `place` its own folder
 * below that of all programs.
 */
export function copyStep(source: string, place: string): Step {
  const wasThere = existsSync(place);
  const wereFolders = existsSync(dirname(place));
  return {
    title: `Copy the program to ${place}`,
    work() {
      mkdirSync(dirname(place), { recursive: true });
      if (isOneFolder(place, source)) readProgram(place);
      else {
        takeAway(place);
        copyProgram(source, place);
      }
    },
    undo() {
      if (wasThere) return;
      rmSync(place, { recursive: true, force: true });
      if (!wereFolders) removePrograms(dirname(place), [], () => undefined);
    },
  };
}

/** As the system spells both: Windows takes any case and its short names. A link that leads there is another's, who may lead it elsewhere. */
function isOneFolder(place: string, source: string): boolean {
  const there = lstatSync(place, { throwIfNoEntry: false });
  return there?.isDirectory() === true && realpathSync.native(place) === realpathSync.native(source);
}

/** Anyone who laid it there may have laid more beside what its list names, and may have it open: none of it is believed. What is left of it ends with .new, which the next try takes away. */
function takeAway(place: string): void {
  if (!lstatSync(place, { throwIfNoEntry: false })) return;
  const beside = `${place}.new`;
  rmSync(beside, { recursive: true, force: true });
  try {
    renameSync(place, beside);
  } catch (cause) {
    throw new AppError('FILE_NOT_WRITTEN', {
      message: `${place}, an earlier copy of this program, can't be moved away to be replaced.`,
      remedy: 'Close programs and prompts that use it, then run this again.',
      cause,
    });
  }
  rmSync(beside, { recursive: true });
}

const DATABASE_AWAY =
  "The server runs, but the venue's database can't be reached: clerks can't sign in until it responds. If it is running, run \"venue-control doctor\".";

export interface StartParts {
  readonly host: HostSystem;
  now(): Date;
  /** How long a server may take to answer. */
  readonly readyMs: number;
}

/** Starts the service and waits until its server answers. The rollback stops it, and restores the state if the caller says how. */
export function startStep(
  { host, now, readyMs }: StartParts,
  { data }: Registration,
  {
    restoreState,
    needsDatabase,
  }: { restoreState?: (note: Tell) => Promise<void>; needsDatabase?: () => boolean } = {},
): Step {
  return {
    title: `Start ${host.service} and wait until it answers`,
    async work(tell) {
      const since = now();
      await host.start();
      const { isDatabaseAway } = await untilReady(data, {
        since,
        limitMs: readyMs,
        host,
        needsDatabase: needsDatabase?.() ?? false,
      });
      if (isDatabaseAway) tell(DATABASE_AWAY);
    },
    async undo(note) {
      await host.stop();
      await restoreState?.(note);
    },
  };
}

/** Records whether the server was well before the stop, for the wait of the next start. */
export function stopStep(parts: StartParts, old: Registration, before: { isWell: boolean }): Step {
  const { host } = parts;
  return {
    title: `Stop ${host.service}; what runs is carried on after the next start`,
    async work() {
      before.isWell = await isWellNow(old.data);
      await host.stop();
    },
    undo: () => startStep(parts, old).work(() => undefined),
  };
}

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

/**
 * Whether the service really answers: by the file that a server writes when it listens, and by its health. Throws SERVER_NOT_READY when no
 * server that began after `since` answers in time, with where to read why.
 */
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
