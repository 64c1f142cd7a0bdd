import type { Kysely, RawBuilder, SelectQueryBuilder, SqlBool } from 'kysely';
import type { DatabaseFailure } from '../domain/ports/database-failure.js';
import type { SqlTrace } from '../domain/types/traces.js';
import type { DatabaseExamination } from './venue-schema/database-examination.js';
import type { VenueArguments, VenueProcedureName } from './venue-schema/procedures.js';
import type { VenueTables } from './venue-schema/tables.js';
import type { ViewDefinition } from './venue-schema/views.js';

/** Every difference between SQLite and SQL Server for the venue's stores, named once: they ask for the meaning and never for the engine. */
export interface Engine {
  readonly system: SqlTrace['system'];
  /** Makes sure that the venue's views and procedures are there: makes them where they are ours to make, else asks for them. */
  prepareVenue(db: Kysely<VenueTables>): Promise<void>;
  /** What it says of itself and of the venue's views, for anyone who examines it. */
  examine(db: Kysely<VenueTables>, now: () => Date): Promise<DatabaseExamination>;
  /** By the clock of its machine; undefined: it is this machine's. */
  utcNow(db: Kysely<VenueTables>): Promise<Date | undefined>;
  /** Of all that `prepareVenue` requires. */
  viewDefinitions(db: Kysely<VenueTables>): Promise<readonly ViewDefinition[]>;
  /** `column` is one of `keys`. They travel as one JSON parameter, so that the statement stays the same whatever their number. */
  keyIn(column: string, keys: readonly string[]): RawBuilder<SqlBool>;
  /** At most `count` rows, of an ordered query. */
  firstRows<DB, TB extends keyof DB, O>(
    query: SelectQueryBuilder<DB, TB, O>,
    count: number,
  ): SelectQueryBuilder<DB, TB, O>;
  /** Calls a procedure of the venue. */
  call<Name extends VenueProcedureName>(
    db: Kysely<VenueTables>,
    procedure: Name,
    values: VenueArguments<Name>,
  ): Promise<void>;
  /** What is wrong with the database; undefined for a statement that is wrong in itself, and for errors of others. */
  failureOf(error: unknown): DatabaseFailure | undefined;
  /** What happened and what to do, where the engine knows better than the failure's kind does. */
  adviceOf(error: unknown): { readonly message?: string; readonly remedy?: string } | undefined;
}

/** Tables to query. */
export interface Database<Tables> {
  readonly db: Kysely<Tables>;
  readonly engine: Engine;
  /** Waits for a transaction that runs, then closes. A second call does nothing. */
  close(): Promise<void>;
}

/** What a store of the state is given: tables to query, and a way to do several statements as one. */
export interface Scope<Tables> {
  readonly db: Kysely<Tables>;
  /** All of `work` or nothing. Joins the transaction that this scope belongs to, else makes one. */
  atomically<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
}

export interface TransactionalDatabase<Tables> extends Database<Tables>, Scope<Tables> {
  /** One transaction at a time. Inside `work` only the scope it is handed may be used: this object throws there, as it would wait for itself. */
  transaction<T>(work: (scope: Scope<Tables>) => Promise<T>): Promise<T>;
}

/** Sees each statement before it runs, e.g. to count them; values are not shown. */
export type StatementObserver = (sql: string, parameterCount: number) => void;
