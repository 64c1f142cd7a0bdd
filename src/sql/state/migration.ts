/** What a migration is, and all of them in order. */
import { createHash } from 'node:crypto';
import type { Engine } from '../engine.js';
import { state } from './migrations/0001-state.js';
import { chosen } from './migrations/0002-chosen.js';

export interface Migration {
  /** Number and name, as its file. */
  readonly name: string;
  /** Statements for each engine, run in order and in one transaction. */
  readonly sqlite: readonly string[];
}

/** Append only. */
export const MIGRATIONS: readonly Migration[] = [state, chosen];

/** SHA-256 of the statements: shows an edit to a migration that has landed. */
export function checksumOf(migration: Migration, engine: Engine): string {
  return createHash('sha256').update(migration[engine.name].join('\n;\n')).digest('hex');
}
