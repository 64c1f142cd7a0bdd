/** One server a data folder: a lock file that names a process by id and start time, so that a reused id holds nothing. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inWritable } from './access.js';
import { keepPrivate } from './private-folder.js';

const ATTEMPTS = 20;

/** Without any of it: no server wrote that lock. */
interface Holder {
  readonly pid?: number;
  /** By /proc, which holds for one boot; empty where there is none. */
  readonly startTime?: string;
  /** Milliseconds since 1970, as its clock was then. */
  readonly begunAt?: number;
}

/** When the system says that a process was created, as milliseconds since 1970; undefined where it doesn't say. */
export type BornAt = (pid: number) => number | undefined;

/** Between a process' creation and its own first read of the clock, on a machine that is busy. */
const SAME_MS = 10_000;

export class DataFolderTaken extends Error {
  override readonly name = 'DataFolderTaken';
}

/**
 * The folder is made private first. `bornAt` is asked only where a lock names a process that lives and there is no /proc: after a power cut its
 * number may be another program's. Throws DataFolderTaken, with the remedy, while another living server holds the folder; what the folder
 * can't take is said in words.
 */
export function lockDataFolder(
  dataFolder: string,
  bornAt: BornAt = () => undefined,
  startTimeOf = startTimeByProc,
) {
  const isAlive = (holder: Holder) => isHolder(holder, { bornAt, startTimeOf });
  keepPrivate(dataFolder);
  const file = join(dataFolder, 'server.lock');
  const beside = `${file}.${process.pid}`;
  const begunAt = Math.round(performance.timeOrigin);
  const me = JSON.stringify({ pid: process.pid, startTime: startTimeOf(process.pid) ?? '', begunAt });
  inWritable(dataFolder, () => {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    writeFileSync(beside, me, { flush: true });
  });
  try {
    for (let attempt = 0; ; attempt += 1) {
      try {
        linkSync(beside, file);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const holder = readHolder(file);
        if ((holder && isAlive(holder)) || attempt > ATTEMPTS) throw taken(dataFolder, holder);
        // Without a holder the lock was removed meanwhile, and is the next server's to take.
        if (!holder || !removeDead({ file, beside, holder, isAlive })) pause(attempt);
      }
    }
  } finally {
    rmSync(beside, { force: true });
  }
  return {
    /** Safe to call twice. */
    release(): void {
      if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

/** Throws DataFolderTaken as `lockDataFolder` does, and takes nothing: before a person is asked what could not be written in the end. */
export function requireUnlocked(dataFolder: string, bornAt: BornAt = () => undefined): void {
  const holder = readHolder(join(dataFolder, 'server.lock'));
  if (holder && isHolder(holder, { bornAt })) throw taken(dataFolder, holder);
}

/** Whether a living server that is not this process has the folder. */
export function isServedByAnother(dataFolder: string, bornAt: BornAt): boolean {
  const holder = readHolder(join(dataFolder, 'server.lock'));
  return holder !== undefined && holder.pid !== process.pid && isHolder(holder, { bornAt });
}

interface DeadLock {
  readonly file: string;
  /** Our own, whole, to be linked. */
  readonly beside: string;
  readonly holder: Holder;
  readonly isAlive: (holder: Holder) => boolean;
}

/**
 * Two that find the same dead holder must not both remove it: the second would remove the lock of the first. The right to remove this one
 * holder is a file of its own, and anyone who has it checks again. False: someone else is at it.
 */
function removeDead({ file, beside, holder, isAlive }: DeadLock): boolean {
  const right = `${file}.dead-${holder.pid ?? 'unknown'}-${holder.startTime ?? ''}`;
  try {
    linkSync(beside, right);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const remover = readHolder(right);
    // It is linked whole, so one that can't be read is gone, and may be another's in a moment.
    if (remover && !isAlive(remover)) rmSync(right, { force: true });
    return false;
  }
  const now = readHolder(file);
  if (now && now.pid === holder.pid && now.startTime === holder.startTime) rmSync(file, { force: true });
  rmSync(right, { force: true });
  return true;
}

/** A few milliseconds, at the start of the program, before anything runs that could be held up. */
function pause(attempt: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 + attempt);
}

function taken(dataFolder: string, holder: Holder | undefined): DataFolderTaken {
  return new DataFolderTaken(
    `Another server (process ${holder?.pid ?? 'unknown'}) uses the data folder ${dataFolder}. Stop it first, or set VENUE_CONTROL_DATA to another folder.`,
  );
}

/** Undefined: none. A lock that can't be read may be of a running server: it is never removed. */
function readHolder(file: string): Holder | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new DataFolderTaken(
      `${file} can't be read (${code}), so whether another server uses the data folder is unknown. Give the server's account read permission, or delete the file if no server is running.`,
      { cause },
    );
  }
  try {
    return (JSON.parse(text) ?? {}) as Holder;
  } catch {
    return {};
  }
}

function isHolder(
  { pid, startTime, begunAt }: Holder,
  { bornAt, startTimeOf = startTimeByProc }: { bornAt: BornAt; startTimeOf?: typeof startTimeByProc },
): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startTimeOf(pid);
  if (now !== undefined && startTime) return now === startTime;
  const born = begunAt === undefined ? undefined : bornAt(pid);
  // No one says: then it may be the server.
  return born === undefined || begunAt === undefined || Math.abs(born - begunAt) < SAME_MS;
}

/** Field 22 of /proc/PID/stat, clock ticks since boot; undefined where that isn't the kernel's: of Windows, any user may make a C:\proc. */
function startTimeByProc(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : fields[19];
  } catch {
    return undefined;
  }
}
