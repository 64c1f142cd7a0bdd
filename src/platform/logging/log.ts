/**
 * The server's log: JSON lines in the data folder, and what matters on stderr. Errors keep their cause; secrets never come this far.
 * It only reports, so nothing that goes wrong with it may end the program: not a full disk, not a folder that can't be written.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { destination, multistream, pino, stdTimeFunctions } from 'pino';
import type { Log } from '../../domain/ports/machine.js';
import { openLogFile } from './log-file.js';

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
