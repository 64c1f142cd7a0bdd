/**
 * Which process is which, so that a process id that was given to another program since is never mistaken. Linux only: of Windows, any user may
 * make a C:\proc, and what stands there would decide whom we end.
 */
import { readdirSync, readFileSync } from 'node:fs';

const hasProc = process.platform === 'linux';

export interface ProcessIdentity {
  readonly pid: number;
  /** Boot and clock ticks of the start: with the pid they name one process and no other. */
  readonly started: string;
  readonly group: number;
}

/** Undefined where there is none, where it is a zombie, and on systems without /proc. */
export function identify(pid: number): ProcessIdentity | undefined {
  if (!hasProc) return undefined;
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [state, , group] = fields;
    if (state === 'Z' || state === 'X') return undefined;
    return { pid, started: `${boot()}.${fields[19]}`, group: Number(group) };
  } catch {
    return undefined;
  }
}

/** Everything of a process group, its leader included. */
export function membersOf(group: number): ProcessIdentity[] {
  return list()
    .map(identify)
    .filter((found) => found !== undefined)
    .filter((found) => found.group === group);
}

/** Whether a process was started with this variable and value. */
export function wasStartedWith(pid: number, name: string, value: string): boolean {
  if (!hasProc) return false;
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${name}=${value}`);
  } catch {
    return false;
  }
}

function list(): number[] {
  if (!hasProc) return [];
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

let bootId: string | undefined;

function boot(): string {
  bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8);
  return bootId;
}
