/** The log's file: it turns over while the server runs, so that years take up no more than a few files; what it can't write ends no one. */
import { renameSync, rmSync, statSync } from 'node:fs';
import { destination } from 'pino';

/** A full file becomes .1, that one .2, and so on to the last. */
export const LARGEST = 10 * 1024 * 1024;
export const KEPT = 5;
/** What waits in memory for a disk that is full; the lines past it are lost. */
const WAITING_CHARACTERS = 1024 * 1024;

type Destination = ReturnType<typeof destination>;

/** `onFailure` hears of the first write of a row that failed; pino tries what waits again with each new line. */
export function openLogFile(file: string, onFailure: (error: Error) => void): Destination {
  let size = sizeOf(file);
  if (size >= LARGEST) {
    turnOver(file);
    size = 0;
  }
  const stream = destination({ dest: file, sync: true, mkdir: true, maxLength: WAITING_CHARACTERS });
  let isFailing = false;
  stream.on('write', (written: number) => {
    isFailing = false;
    size += written;
    if (size < LARGEST) return;
    size = 0;
    turnOver(file);
    stream.reopen(file);
  });
  stream.on('error', (error: Error) => {
    if (!isFailing) onFailure(error);
    isFailing = true;
  });
  return stream;
}

/** What can't be renamed now is written on, and tried again when as much has been written again. */
function turnOver(file: string): void {
  try {
    rmSync(`${file}.${KEPT}`, { force: true });
    for (let number = KEPT - 1; number >= 0; number -= 1) {
      const from = number === 0 ? file : `${file}.${number}`;
      if (sizeOf(from) > 0) renameSync(from, `${file}.${number + 1}`);
    }
  } catch {
    // The log continues in the file that it has.
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
