/**
 * The server's log: JSON lines in the data folder, and what matters on stderr. Errors keep their cause; secrets never come this far.
 * It only reports, so nothing that goes wrong with it may end the program: not a full disk, not a folder that can't be written.
 */
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, multistream, pino, stdTimeFunctions } from 'pino';
import type { Log } from '../../domain/ports/machine.js';

/** `level` is for stderr; the file has info and above. `dataFolder`: undefined where none is there yet, and none is to be made. */
export function openLog(dataFolder: string | undefined, level: string): Log {
  const quiet = level === 'silent';
  return pino(
    {
      level: quiet ? 'info' : lower(level, 'info'),
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (name) => ({ level: name }) },
    },
    multistream([
      ...(dataFolder === undefined ? [] : fileIn(join(dataFolder, 'logs'))).map((stream) => ({
        level: 'info' as const,
        stream,
      })),
      ...(quiet ? [] : [{ level: level as 'warn', stream: onStderr() }]),
    ]),
  );
}

/** None where none can be opened. */
function fileIn(folder: string): ReturnType<typeof openLogFile>[] {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return [openLogFile(join(folder, 'server.jsonl'), say)];
  } catch (error) {
    say(error);
    return [];
  }
}

function onStderr(): ReturnType<typeof destination> {
  const stream = destination({ dest: 2, sync: true });
  // Its reader is gone, or the disk that it goes to is full: the file has it.
  stream.on('error', () => undefined);
  return stream;
}

function say(error: unknown): void {
  try {
    process.stderr.write(`The log can't be written: ${(error as Error).message}\n`);
  } catch {
    // No one listens; the server continues.
  }
}

function lower(a: string, b: string): string {
  const order = ['trace', 'debug', 'info', 'warn', 'error'];
  return order.indexOf(a) < order.indexOf(b) ? a : b;
}

/** A full file becomes .1, that one .2, and so on to the last. */
export const LARGEST = 10 * 1024 * 1024;
const KEPT = 5;
/** What waits in memory for a disk that is full; the lines past it are lost. */
const WAITING_CHARACTERS = 1024 * 1024;

type Destination = ReturnType<typeof destination>;

/**
 * The log's file: it turns over while the server runs, so that years take up no more than a few files; what it can't write ends no one.
 * `onFailure` hears of the first write of a row that failed; pino tries what waits again with each new line.
 */
function openLogFile(file: string, onFailure: (error: Error) => void): Destination {
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
