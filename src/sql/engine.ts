/** Every difference between SQLite and SQL Server, named once; stores ask for the meaning and never for the engine. */
import type { Kysely, RawBuilder, SelectQueryBuilder, SqlBool } from 'kysely';
import type { DatabaseFailure } from '../operations/ports/database-failure.js';
import type { Finding } from '../operations/ports/finding.js';
import type { Migration } from './state/migration.js';
import type { StateTables } from './state/tables.js';
import type { DatabaseLook } from './venue/examine/database-look.js';
import type { VenueArguments, VenueProcedureName } from './venue/procedures.js';
import type { VenueTables } from './venue/tables.js';

export interface Engine {
  /** How the state database comes to be, in this engine's own words: numbered, append only. */
  readonly migrations: readonly Migration[];
  /** Makes the table that the applied ones are written down in. */
  readonly register: readonly string[];
  /** Makes sure that the venue's views and procedures are there: makes them where they are ours to make, else asks for them. */
  prepareVenue(db: Kysely<VenueTables>): Promise<void>;
  /** What it says of itself and of the venue's views, for whoever examines it. */
  look(db: Kysely<VenueTables>, now: () => Date): Promise<DatabaseLook>;
  /** The same of the database that the state is in; nothing where that is a file of ours, whose folder and pages are looked at anyway. */
  lookAtState(db: Kysely<StateTables>, now: () => Date): Promise<readonly Finding[]>;
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
  hasTable<DB>(db: Kysely<DB>, table: string): Promise<boolean>;
  /** A whole copy of one moment, as a file that isn't there yet; DatabaseMisuse where the database is no file of ours. */
  copyTo<DB>(db: Kysely<DB>, file: string): Promise<void>;
  /** What is damaged, in its own words; undefined when nothing is, or when it is others who look. Reads all of it. */
  findDamage<DB>(db: Kysely<DB>): Promise<string | undefined>;
  /** The statement would have made a second row with the same key; it did nothing, and its transaction goes on. */
  isUniqueViolation(error: unknown): boolean;
  /** What is wrong with the database; undefined for a statement that is wrong in itself, and for errors of others. */
  failureOf(error: unknown): DatabaseFailure | undefined;
  /** A write that may have been carried out: nobody could say. */
  isOutcomeUnknown(error: unknown): boolean;
  /** What to do about it, where the engine knows better than the failure's kind does. */
  remedyOf(error: unknown): string | undefined;
}
