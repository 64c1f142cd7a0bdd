/** What a database of the scripted server holds besides its rows, as SQL Server would describe it. It lies in the same file, so that a rollback takes it back too. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SqlType } from './sql-type.js';
import { same } from './translate/scope.js';

export interface CatalogueColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly isNullable: boolean;
}

/** A primary key, unique constraint or unique index. */
export interface CatalogueKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly kind: 'PRIMARY KEY' | 'UNIQUE KEY' | 'index';
}

export interface CatalogueObject {
  readonly kind: 'table' | 'view' | 'procedure';
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly CatalogueColumn[];
  readonly keys: readonly CatalogueKey[];
  readonly triggers: readonly string[];
}

/** A name in SQLite that no other schema has. */
export function storeName(schema: string, name: string): string {
  return `${schema}.${name}`.toLowerCase();
}

/** The same in every session. */
export function objectId(one: { readonly schema: string; readonly name: string }): number {
  let hash = 7;
  for (const letter of storeName(one.schema, one.name))
    hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 2_000_000_011;
  return hash;
}

export class Catalogue {
  readonly #database: DatabaseSync;
  /** Of objects that are there without being in the file: the venue's views and procedures. */
  readonly #given: readonly CatalogueObject[];
  /** It changes with every definition, in whichever session. */
  readonly #version: StatementSync;
  #read: { readonly version: number; readonly objects: readonly CatalogueObject[] } | undefined;

  constructor(database: DatabaseSync, given: readonly CatalogueObject[]) {
    this.#database = database;
    this.#given = given;
    database.exec(`CREATE TABLE IF NOT EXISTS scripted_object (name TEXT PRIMARY KEY, described TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS scripted_schema (name TEXT PRIMARY KEY COLLATE NOCASE) STRICT`);
    this.#version = database.prepare('PRAGMA schema_version');
  }

  /** After a rollback. */
  forget(): void {
    this.#read = undefined;
  }

  get objects(): readonly CatalogueObject[] {
    const version = Number(Object.values(this.#version.get() ?? {})[0]);
    if (this.#read?.version !== version) this.#read = { version, objects: this.#readAll() };
    return this.#read.objects;
  }

  #readAll(): readonly CatalogueObject[] {
    const rows = this.#database.prepare('SELECT described FROM scripted_object ORDER BY name').all();
    return [...this.#given, ...rows.map((row) => JSON.parse(String(row['described'])) as CatalogueObject)];
  }

  find(schema: string, name: string): CatalogueObject | undefined {
    return this.objects.find((object) => same(object.schema, schema) && same(object.name, name));
  }

  save(object: CatalogueObject): void {
    this.forget();
    this.#database
      .prepare('INSERT OR REPLACE INTO scripted_object (name, described) VALUES (?, ?)')
      .run(storeName(object.schema, object.name), JSON.stringify(object));
  }

  remove(object: CatalogueObject): void {
    this.forget();
    this.#database
      .prepare('DELETE FROM scripted_object WHERE name = ?')
      .run(storeName(object.schema, object.name));
  }

  get schemas(): readonly string[] {
    const made = this.#database.prepare('SELECT name FROM scripted_schema ORDER BY name').all();
    const given = this.#given.map(({ schema }) => schema);
    return [...new Set(['dbo', 'sys', ...given, ...made.map((row) => String(row['name']))])];
  }

  addSchema(name: string): void {
    this.#database.prepare('INSERT INTO scripted_schema (name) VALUES (?)').run(name);
  }

  removeSchema(name: string): void {
    this.#database.prepare('DELETE FROM scripted_schema WHERE name = ?').run(name);
  }
}
