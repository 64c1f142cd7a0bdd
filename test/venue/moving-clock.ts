/** A clock for one program and all that it starts, moved while they run (libfaketime). Time that only passes is left alone, and so is the machine's clock. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFaketime } from '../../bin/testing/faketime.mjs';

export interface MovingClock {
  /** For the environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** So many seconds beside the machine's clock from now on. */
  move(seconds: number): void;
  remove(): void;
}

/** Undefined where libfaketime is not installed. */
export function movingClock(): MovingClock | undefined {
  const library = findFaketime();
  if (library === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-clock-'));
  const file = join(folder, 'offset');
  const move = (seconds: number): void => {
    // Never half written: its reader meanwhile would end.
    writeFileSync(`${file}.new`, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`);
    renameSync(`${file}.new`, file);
  };
  move(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      DONT_FAKE_MONOTONIC: '1',
      // A file's times are the machine's: no one's clock but ours has moved.
      NO_FAKE_STAT: '1',
    },
    move,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
