/** Cloud Sync's view of the rehearsal's database: rows to send, and the three book-keeping tables of the sync. */
import type { DatabaseSync } from 'node:sqlite';
import { venueDatabaseFile } from '../venue-paths.js';

/** Our own book-keeping and what runs in the database just now: never sent. */
const NOT_SENT = ['sync_message', 'sync_exception', 'sync_version', 'database_operation'];
const PREFIX = 'swiftpos_';

export interface QueuedMessage {
  readonly id: number;
  readonly table: string;
  readonly rowKey: string;
}

export interface TableCount {
  readonly name: string;
  readonly rows: number;
}

/** Opens venue.sqlite; throws while it is absent. `node:sqlite` is loaded here, so that the other six services live without it. */
export async function openVenueTables(dataFolder: string): Promise<VenueTables> {
  const { DatabaseSync: Database } = await import('node:sqlite');
  const database = new Database(venueDatabaseFile(dataFolder), { timeout: 250 });
  database.exec('PRAGMA synchronous = FULL');
  return new VenueTables(database);
}

export class VenueTables {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Every table that a sync sends, with its rows. Names are without swiftpos_, as the control plane's views have them. */
  counts(): readonly TableCount[] {
    const names = this.#database
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'swiftpos\\_%' ESCAPE '\\' ORDER BY name",
      )
      .all()
      .map((row) => String(row['name']).slice(PREFIX.length));
    return names.filter((name) => !NOT_SENT.includes(name)).map((name) => ({ name, rows: this.count(name) }));
  }

  count(name: string): number {
    const row = this.#database.prepare(`SELECT count(*) AS rows FROM ${this.#tableOf(name)}`).get();
    return Number(row?.['rows']);
  }

  /** Rows from `offset` on, in the order of the primary key. */
  batch(name: string, offset: number, size: number): readonly object[] {
    const table = this.#tableOf(name);
    const key = this.#keyOf(table).join(', ');
    return this.#database
      .prepare(`SELECT * FROM ${table} ORDER BY ${key} LIMIT ? OFFSET ?`)
      .all(size, offset);
  }

  row(name: string, key: string): object | undefined {
    const table = this.#tableOf(name);
    return this.#database.prepare(`SELECT * FROM ${table} WHERE ${this.#keyOf(table)[0]} = ?`).get(key);
  }

  queue(name: string, rowKey: string): void {
    this.#database
      .prepare(
        "INSERT INTO swiftpos_sync_message (created_at, table_name, row_key, operation) VALUES (?, ?, ?, 'UPDATE')",
      )
      .run(new Date().toISOString(), name, rowKey);
  }

  queued(limit: number): readonly QueuedMessage[] {
    return this.#database
      .prepare(
        'SELECT id, table_name AS "table", row_key AS rowKey FROM swiftpos_sync_message ORDER BY id LIMIT ?',
      )
      .all(limit) as unknown as QueuedMessage[];
  }

  /** Takes messages that the cloud has out of the queue and notes how far their table is. */
  sent(name: string, ids: readonly number[]): void {
    const remove = this.#database.prepare('DELETE FROM swiftpos_sync_message WHERE id = ?');
    this.#inOneGo(() => {
      for (const id of ids) remove.run(id);
      this.#noteVersion(name);
    });
  }

  raise(name: string, rowKey: string, message: string): void {
    this.#database
      .prepare(
        'INSERT INTO swiftpos_sync_exception (raised_at, table_name, row_key, message) VALUES (?, ?, ?, ?)',
      )
      .run(new Date().toISOString(), name, rowKey, message);
  }

  /** After a full send nothing waits and nothing failed any more. */
  allSent(names: readonly string[]): void {
    this.#inOneGo(() => {
      this.#database.exec('DELETE FROM swiftpos_sync_message; DELETE FROM swiftpos_sync_exception');
      for (const name of names) this.#noteVersion(name);
    });
  }

  close(): void {
    this.#database.close();
  }

  #noteVersion(name: string): void {
    const table = this.#tableOf(name);
    const [key] = this.#keyOf(table);
    const last = this.#database.prepare(`SELECT max(${key}) AS last, count(*) AS rows FROM ${table}`).get();
    const version = typeof last?.['last'] === 'number' ? last['last'] : Number(last?.['rows'] ?? 0);
    this.#database
      .prepare(
        `INSERT INTO swiftpos_sync_version (table_name, version, synced_at) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET version = excluded.version, synced_at = excluded.synced_at`,
      )
      .run(name, version, new Date().toISOString());
  }

  #inOneGo(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Names come from a sync job, so from outside: only what is a table of ours gets into a statement. */
  #tableOf(name: string): string {
    const plain = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
    const wanted = plain.startsWith(PREFIX) ? plain : `${PREFIX}${plain}`;
    const found = this.#database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?")
      .get(wanted);
    if (found === undefined) throw new Error(`The venue database has no table ${name}.`);
    return `"${String(found['name'])}"`;
  }

  #keyOf(quotedTable: string): readonly string[] {
    const columns = this.#database.prepare(`PRAGMA table_info(${quotedTable})`).all();
    const key = columns.filter((column) => Number(column['pk']) > 0);
    return (key.length > 0 ? key : columns).map((column) => `"${String(column['name'])}"`);
  }
}
