/** Prepared statements by their text: preparing costs more than most of our queries. The least recently used one goes first. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

const limit = 256;

export interface CachedStatement {
  readonly statement: StatementSync;
  /** A select, or a write with RETURNING. */
  readonly returnsRows: boolean;
}

export class StatementCache {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, CachedStatement>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get(sql: string): CachedStatement {
    const found = this.#statements.get(sql);
    if (found !== undefined) {
      this.#statements.delete(sql);
      this.#statements.set(sql, found);
      return found;
    }
    const statement = this.#database.prepare(sql);
    const cached = { statement, returnsRows: statement.columns().length > 0 };
    this.#statements.set(sql, cached);
    if (this.#statements.size > limit) this.#dropOldest();
    return cached;
  }

  #dropOldest(): void {
    for (const sql of this.#statements.keys()) {
      this.#statements.delete(sql);
      return;
    }
  }
}
