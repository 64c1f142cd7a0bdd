/** What a venue holds at a moment, reported by the kernel and its files. Linux only. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PracticeVenue } from '../../venue/practice-venue.js';
import { megabytesOf } from '../shared/held-memory.js';

export interface Weights {
  readonly handles: number;
  readonly threads: number;
  readonly residentMb: number;
  /** What it shares with other processes is divided among them. */
  readonly proportionalMb: number;
  /** Server, PowerShell, services and cloud. */
  readonly processes: number;
  readonly zombies: number;
  readonly hosts: number;
  /** The heaviest of them. */
  readonly hostMb: number;
  readonly stateMb: number;
  readonly walMb: number;
  readonly logsMb: number;
}

/** Undefined when a process ended while it was checked. */
export function weigh(venue: PracticeVenue): Weights | undefined {
  const server = `/proc/${venue.pid}`;
  const all = venue.processes();
  const hosts = all.filter(({ command }) => command.includes('pwsh'));
  try {
    const status = readFileSync(`${server}/status`, 'utf8');
    return {
      handles: readdirSync(`${server}/fd`).length,
      threads: numberIn(status, 'Threads'),
      residentMb: numberIn(status, 'VmRSS') / 1024,
      proportionalMb: numberIn(readFileSync(`${server}/smaps_rollup`, 'utf8'), 'Pss') / 1024,
      processes: all.length,
      zombies: zombiesOf(new Set(all.map(({ pid }) => pid))),
      hosts: hosts.length,
      hostMb: Math.max(0, ...hosts.map(({ pid }) => megabytesOf(pid, 'VmRSS') || 0)),
      stateMb: megabytes(venue.stateFile),
      walMb: megabytes(`${venue.stateFile}-wal`),
      logsMb: folderMb(join(venue.folder, 'logs')),
    };
  } catch {
    return undefined;
  }
}

function numberIn(text: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? Number.NaN);
}

/** Ended, and not waited for by their parent, which is one of these. */
function zombiesOf(parents: ReadonlySet<number>): number {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      // After the name in brackets, which may hold anything: the state, then the parent.
      const [state, parent] = (readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1) ?? '').split(
        ' ',
      );
      return state === 'Z' && parents.has(Number(parent));
    } catch {
      return false;
    }
  }).length;
}

function folderMb(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => sum + megabytes(join(folder, file)), 0);
}

function megabytes(file: string): number {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) / 1024 / 1024;
}
