/**
 * The outages that only real processes, disks and clocks have, each with how it begins and ends: nothing of
 * the product helps them. The simulated venue has the others.
 */
import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MovingClock } from '../../venue/moving-clock.js';
import type { PracticeVenue } from '../../venue/practice-venue.js';
import { killQuietly } from '../../venue/processes-of.mjs';
import type { SmallDisk } from '../../venue/small-disk.js';

export interface Stage {
  readonly venue: PracticeVenue;
  readonly disk?: SmallDisk | undefined;
  readonly clock?: MovingClock | undefined;
}

export interface Outage {
  readonly name: string;
  /** Shortest and longest, in ms; 0 is over at once. */
  readonly lasts: readonly [number, number];
  /** However long it lasts, it may decide nothing: what it takes away has no deadline of a step. */
  readonly decidesNothing: boolean;
  /** What is just on its way is lost by it: a code that has left and didn't arrive is closed, never sent again, and its operation FAILED. */
  readonly loses?: true;
  /** What the venue has to have. */
  readonly needs?: 'disk' | 'clock';
  /** Reads can't answer meanwhile. */
  readonly silences?: boolean;
  /** Resolves when it has begun, to its end. */
  begin(stage: Stage): Promise<() => unknown>;
}

const HOUR = 3600;

export const OUTAGES: readonly Outage[] = [
  { name: 'state database locked', lasts: [1000, 60_000], decidesNothing: true, begin: lockState },
  {
    name: 'disk full',
    lasts: [1000, 20_000],
    decidesNothing: false,
    needs: 'disk',
    begin: async ({ disk }) => disk?.fill() ?? (() => undefined),
  },
  { name: 'venue database unreadable', lasts: [1000, 20_000], decidesNothing: false, begin: spoilVenue },
  {
    name: 'cloud hangs',
    lasts: [1000, 20_000],
    decidesNothing: false,
    loses: true,
    begin: stop('rehearsal'),
  },
  { name: 'PowerShell hosts killed', lasts: [0, 0], decidesNothing: true, loses: true, begin: killHosts },
  {
    name: 'server stopped',
    lasts: [3000, 30_000],
    decidesNothing: true,
    silences: true,
    begin: stop('serve'),
  },
  ...[-24, 24].map(clockMoved),
];

async function lockState({ venue }: Stage): Promise<() => void> {
  const other = new DatabaseSync(venue.stateFile, { timeout: 5000 });
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
}

/** As if its disk gave back something else: the first page of the file has no header, and what connections remember of it is out of date. */
async function spoilVenue({ venue }: Stage): Promise<() => void> {
  const file = join(venue.folder, 'venue.sqlite');
  const other = new DatabaseSync(file, { timeout: 5000 });
  for (;;) {
    other.exec('CREATE TABLE IF NOT EXISTS outage (at INTEGER); INSERT INTO outage VALUES (1)');
    other.exec('PRAGMA wal_checkpoint(TRUNCATE); BEGIN IMMEDIATE');
    // No one has written in between: from here on every page comes from the file.
    if (statSync(`${file}-wal`).size === 0) break;
    other.exec('ROLLBACK');
    await sleep(20);
  }
  const page = Buffer.alloc(100);
  const handle = openSync(file, 'r+');
  readSync(handle, page, 0, page.length, 0);
  writeSync(handle, Buffer.alloc(page.length, 'x'), 0, page.length, 0);
  return () => {
    writeSync(handle, page, 0, page.length, 0);
    closeSync(handle);
    // Who has read what it was meanwhile would remember that: a change makes everyone read again.
    other.exec('ROLLBACK; INSERT INTO outage VALUES (2)');
    other.close();
  };
}

/** SIGSTOP, then SIGCONT, for the venue's process with that word among its arguments. */
function stop(word: string) {
  return async ({ venue }: Stage): Promise<() => void> => {
    const isIt = ({ command }: { readonly command: string }) => command.endsWith(`main.js ${word}`);
    const pid = venue.processes().find(isIt)?.pid;
    if (pid === undefined) throw new Error(`No process ${word} is there to be stopped.`);
    process.kill(pid, 'SIGSTOP');
    return () => process.kill(pid, 'SIGCONT');
  };
}

async function killHosts({ venue }: Stage): Promise<() => void> {
  for (const { pid, command } of venue.processes()) if (command.includes('pwsh')) killQuietly(pid);
  return () => undefined;
}

function clockMoved(hours: number): Outage {
  return {
    name: `clock ${hours > 0 ? '+' : ''}${hours} h`,
    lasts: [0, 0],
    decidesNothing: true,
    needs: 'clock',
    async begin({ venue, clock }) {
      clock?.move(hours * HOUR);
      venue.forgetSessions();
      return () => undefined;
    },
  };
}
