/** The database of a rehearsal venue, taken away and brought back as a file. */
import { mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

const ENDS = ['', '-wal', '-shm'];

/** Where its file was there is something that is none. A server that runs has the file open and does not notice. */
export function takeAway(folder: string): void {
  const file = join(folder, 'venue.sqlite');
  for (const end of ENDS) renameQuietly(file + end, `${file}.away${end}`);
  mkdirSync(file);
}

export function bringBack(folder: string): void {
  const file = join(folder, 'venue.sqlite');
  rmdirSync(file);
  for (const end of ENDS) renameQuietly(`${file}.away${end}`, file + end);
}

function renameQuietly(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
