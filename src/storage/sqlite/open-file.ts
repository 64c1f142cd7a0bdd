/** Opens a file and makes sure of its settings: what matters for durability is set *and read back*, on every connection. */
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { DatabaseFailure } from '../../domain/ports/database-failure.js';
import { DatabaseError } from '../database-error.js';
import { retryWhileBusy } from './errors.js';

export interface FileOptions {
  /** Absolute path. */
  readonly file: string;
  /** False: a missing file is an error, as someone else makes it. */
  readonly create: boolean;
  /** Nothing is written, not even a -wal file beside it. Default false. */
  readonly readOnly?: boolean | undefined;
}

/** A busy timeout blocks the event loop, so it only spares a short collision; longer ones are waited for asynchronously. */
const busyTimeoutMs = 10;

/** In this order. WAL can't be taken while another process is just taking it. */
const settings = [
  { pragma: 'busy_timeout', value: busyTimeoutMs, reads: busyTimeoutMs },
  { pragma: 'journal_mode', value: 'WAL', reads: 'wal' },
  // In WAL mode a file may come up with NORMAL, where a power cut loses what was acknowledged.
  { pragma: 'synchronous', value: 'FULL', reads: 2 },
  { pragma: 'foreign_keys', value: 'ON', reads: 1 },
] as const;

export async function openFile(options: FileOptions, waitMs: number): Promise<DatabaseSync> {
  if (options.readOnly) return openReader(options);
  const isNew = !existsSync(options.file);
  if (isNew && !options.create) throw new DatabaseError('GONE', "The database's file is not there.");
  if (isNew) makeFolder(dirname(options.file));
  const database = new DatabaseSync(options.file, { timeout: busyTimeoutMs });
  try {
    for (const { pragma, value } of settings) {
      await retryWhileBusy(() => database.exec(`PRAGMA ${pragma} = ${value}`), waitMs);
    }
    for (const { pragma, reads } of settings) assertSetting(database, pragma, reads);
    // Only ours to guard when we made it; -wal and -shm take over its mode.
    if (isNew) chmodSync(options.file, 0o600);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/**
 * A connection that only reads: in WAL mode it sees what was last committed, whatever a transaction on another is doing. Without a -wal file
 * no process has the database open: `immutable` then keeps SQLite from making one.
 */
export function openReader({ file, readOnly }: FileOptions): DatabaseSync {
  const url = pathToFileURL(file);
  if (readOnly && !existsSync(`${file}-wal`)) url.searchParams.set('immutable', '1');
  return new DatabaseSync(readOnly ? url : file, { readOnly: true, timeout: busyTimeoutMs });
}

/** What the file system says before SQLite has the file. */
const folderFailures: Readonly<Record<string, DatabaseFailure>> = {
  EACCES: 'READ_ONLY',
  EPERM: 'READ_ONLY',
  EROFS: 'READ_ONLY',
  EDQUOT: 'FULL',
  ENOSPC: 'FULL',
};

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const failure = folderFailures[String((cause as NodeJS.ErrnoException).code)] ?? 'GONE';
    throw new DatabaseError(failure, "The database's folder can't be made.", { cause });
  }
}

function assertSetting(database: DatabaseSync, pragma: string, expected: string | number): void {
  const [received] = Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {});
  if (received !== expected) {
    throw new DatabaseError('OTHER', `PRAGMA ${pragma} reads ${received}; expected ${expected}.`);
  }
}
