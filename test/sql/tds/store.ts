/** Where rows are: a SQLite file a database. It outlives every connection; what a session had not committed goes with it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { AppLocks } from './app-locks.js';
import { Catalogue, type CatalogueObject, objectId } from './catalogue.js';
import { SqlRefusal } from './translate/refusal.js';
import { same } from './translate/scope.js';
import { venueObjects } from './venue-objects.js';

export interface StoreConnection {
  /** Of the database. */
  readonly name: string;
  readonly database: DatabaseSync;
  readonly catalogue: Catalogue;
  close(): void;
}

export class Store {
  readonly locks = new AppLocks();
  /** By database, where it isn't the machine's: SYSUTCDATETIME(). */
  readonly clocks = new Map<string, () => Date>();
  readonly #folder: string;
  readonly #files = new Map<string, string>();
  readonly #open = new Map<DatabaseSync, string>();

  /** `folder` is for databases that clients create. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#files.set('master', ':memory:');
  }

  /** A file that is there, or will be. */
  attach(name: string, file: string): void {
    this.#files.set(name.toLowerCase(), file);
  }

  has(name: string): boolean {
    return this.#files.has(name.toLowerCase());
  }

  create(name: string): void {
    if (this.has(name))
      throw new SqlRefusal(1801, `Database '${name}' already exists. Choose a different database name.`);
    this.attach(name, join(this.#folder, `${name}.sqlite`));
  }

  drop(name: string): void {
    const file = this.#files.get(name.toLowerCase());
    if (file === undefined)
      throw new SqlRefusal(
        3701,
        `Cannot drop the database '${name}', because it does not exist or you do not have permission.`,
        11,
      );
    if ([...this.#open.values()].includes(name.toLowerCase()))
      throw new SqlRefusal(3702, `Cannot drop database "${name}" because it is currently in use.`);
    this.#files.delete(name.toLowerCase());
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
  }

  connect(name: string, login: string): StoreConnection {
    const key = name.toLowerCase();
    const file = this.#files.get(key);
    if (file === undefined)
      throw new SqlRefusal(4060, `Cannot open database "${name}" requested by the login.`, 11);
    const database = new DatabaseSync(file, { timeout: 0 });
    // A test's store needn't survive a power cut.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON');
    database.function('utf16_length', { deterministic: true }, (value) =>
      value === null ? null : String(value).length,
    );
    const catalogue = new Catalogue(database, venueObjects(database));
    answerQuestions(database, catalogue, { name, login, now: () => (this.clocks.get(key) ?? systemTime)() });
    this.#open.set(database, name.toLowerCase());
    return {
      name,
      database,
      catalogue,
      close: () => {
        if (this.#open.delete(database)) database.close();
      },
    };
  }
}

const systemTime = () => new Date();

/** What surroundings.ts passes on. */
function answerQuestions(
  database: DatabaseSync,
  catalogue: Catalogue,
  { name, login, now }: { name: string; login: string; now: () => Date },
): void {
  const answer = (called: string, make: (...args: SQLOutputValue[]) => SQLInputValue) =>
    database.function(`scripted_${called}`, { varargs: true }, make);
  const find = (path: unknown): CatalogueObject | undefined => {
    const parts = String(path)
      .replace(/[[\]"]/g, '')
      .split('.');
    return catalogue.find(parts.at(-2) ?? 'dbo', parts.at(-1) ?? '');
  };
  const letters = { table: 'U', view: 'V', procedure: 'P' } as const;
  answer('object_id', (path, type) => {
    const found = find(path);
    return found && (type === undefined || letters[found.kind] === type) ? objectId(found) : null;
  });
  answer('object_name', (id) => catalogue.objects.find((one) => objectId(one) === id)?.name ?? null);
  answer('schema_id', (schema) => {
    const index = catalogue.schemas.findIndex((known) => same(known, String(schema ?? 'dbo')));
    return index === -1 ? null : index + 1;
  });
  answer('schema_name', (id) => catalogue.schemas[Number(id ?? 1) - 1] ?? null);
  answer('db_name', () => name);
  answer('db_id', () => 5);
  for (const called of ['suser_sname', 'original_login', 'user_name']) answer(called, () => login);
  answer('app_name', () => 'venue-control');
  // Of our own objects alone, as login.sql has it.
  answer('has_perms_by_name', (securable, kind) =>
    (kind === 'SCHEMA' ? catalogue.schemas.some((known) => same(known, String(securable))) : find(securable))
      ? 1
      : 0,
  );
  answer('quotename', (called) => `[${called}]`);
  answer('fileproperty', () => 512);
  answer('sysutcdatetime', () => now().toISOString());
  answer('serverproperty', (property) => serverProperties[String(property).toLowerCase()] ?? null);
  answer(
    'databasepropertyex',
    (_database, property) => databaseProperties[String(property).toLowerCase()] ?? null,
  );
  answer('connectionproperty', (property) => (property === 'auth_scheme' ? 'SQL' : null));
}

const serverProperties: Readonly<Record<string, string | number>> = {
  productversion: '16.0.1000.6',
  productmajorversion: 16,
  edition: 'Express Edition (scripted)',
  engineedition: 4,
  collation: 'Latin1_General_CI_AS',
};
const databaseProperties: Readonly<Record<string, string>> = {
  collation: 'Latin1_General_CI_AS',
  status: 'ONLINE',
  updateability: 'READ_WRITE',
};
