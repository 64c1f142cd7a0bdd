/** Every difference between SQLite and SQL Server, named once; stores ask for the meaning and never for the engine. */
import type { Kysely, RawBuilder, SelectQueryBuilder, SqlBool } from 'kysely';

/** What a procedure of the venue's database is called with. */
export type Arguments = Readonly<Record<string, string | number | Date | null>>;

export interface Engine {
  readonly name: 'sqlite';
  /** `column` is one of `keys`. They travel as one JSON parameter, so that the statement stays the same whatever their number. */
  keyIn(column: string, keys: readonly string[]): RawBuilder<SqlBool>;
  /** At most `count` rows, of an ordered query. */
  firstRows<DB, TB extends keyof DB, O>(
    query: SelectQueryBuilder<DB, TB, O>,
    count: number,
  ): SelectQueryBuilder<DB, TB, O>;
  /** Calls a procedure such as `grant_permission` by name. */
  call<DB>(db: Kysely<DB>, procedure: string, values: Arguments): Promise<void>;
  hasTable<DB>(db: Kysely<DB>, table: string): Promise<boolean>;
  /** The statement would have made a second row with the same key; it did nothing, and its transaction goes on. */
  isUniqueViolation(error: unknown): boolean;
  /** The database failed: unreachable, locked, full, damaged. False for a statement that is wrong in itself. */
  isFailure(error: unknown): boolean;
}
