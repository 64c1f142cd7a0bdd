/** The server's log: JSON lines in the data folder, and what matters on stderr. Errors keep their cause; secrets never come this far. */
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, multistream, pino } from 'pino';
import type { Log } from '../operations/ports/machine.js';

const LARGEST = 10 * 1024 * 1024;

/** `level` is for stderr; the file has info and above. The file of an earlier life is kept once as .1 when it has grown past 10 MB. */
export function openLog(dataFolder: string, level: string): Log {
  const folder = join(dataFolder, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'server.jsonl');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) renameSync(file, `${file}.1`);
  const quiet = level === 'silent';
  return pino(
    { level: quiet ? 'info' : lower(level, 'info'), base: null },
    multistream([
      { level: 'info', stream: destination({ dest: file, sync: true, mkdir: true }) },
      ...(quiet ? [] : [{ level: level as 'warn', stream: destination({ dest: 2, sync: true }) }]),
    ]),
  );
}

function lower(a: string, b: string): string {
  const order = ['trace', 'debug', 'info', 'warn', 'error'];
  return order.indexOf(a) < order.indexOf(b) ? a : b;
}
