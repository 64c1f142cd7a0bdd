/** The log's files, read while the server writes and turns them over. src/platform/logging/log.ts writes them. */
import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

const CHUNK = 65_536;

export function logFileOf(dataFolder: string): string {
  return join(dataFolder, 'logs', 'server.jsonl');
}

/** Lines of each file before the current one, the newest file first. */
export function* olderFiles(file: string): Generator<readonly string[]> {
  for (let number = 1; ; number += 1) {
    const text = unlessMissing(() => readFileSync(`${file}.${number}`, 'utf8'));
    if (text === undefined) return;
    yield text.split('\n');
  }
}

/** The current file: each read returns the lines since the one before. A file that was turned over is read to its end first. */
export class LogTail implements Disposable {
  readonly #file: string;
  #open: number | undefined;
  #rest = '';
  #decoder = new StringDecoder('utf8');

  constructor(file: string) {
    this.#file = file;
  }

  /** Undefined: there is no file yet. */
  read(): readonly string[] | undefined {
    this.#open ??= unlessMissing(() => openSync(this.#file, 'r'));
    if (this.#open === undefined) return undefined;
    const lines = this.#readOn(this.#open);
    if (this.#isCurrent(this.#open)) return lines;
    // What was written between the last read and the turn.
    const last = this.#readOn(this.#open);
    this[Symbol.dispose]();
    return [...lines, ...last, ...(this.read() ?? [])];
  }

  [Symbol.dispose](): void {
    if (this.#open !== undefined) closeSync(this.#open);
    this.#open = undefined;
    this.#rest = '';
    this.#decoder = new StringDecoder('utf8');
  }

  /** Without a line that is not whole yet. */
  #readOn(open: number): readonly string[] {
    const chunk = Buffer.alloc(CHUNK);
    const texts = [this.#rest];
    for (let read = readSync(open, chunk); read > 0; read = readSync(open, chunk))
      texts.push(this.#decoder.write(chunk.subarray(0, read)));
    const lines = texts.join('').split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }

  /** While it is being turned over no file has the name. */
  #isCurrent(open: number): boolean {
    const now = statSync(this.#file, { bigint: true, throwIfNoEntry: false });
    return now === undefined || now.ino === fstatSync(open, { bigint: true }).ino;
  }
}

function unlessMissing<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
