/** Statements that run every few seconds are built and compiled once: both take several times as long as running them. */
import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { StateTables } from './tables.js';

/** `build` uses each of its values once, in their order, and nothing else depends on them. */
export function compiled<Row, Values extends readonly unknown[]>(
  build: (db: Kysely<StateTables>, ...values: Values) => Compilable<Row>,
): (db: Kysely<StateTables>, ...values: Values) => Promise<Row[]> {
  let query: CompiledQuery<Row> | undefined;
  return async (db, ...values) => {
    query ??= build(db, ...values).compile();
    const { rows } = await db.executeQuery<Row>({ ...query, parameters: values });
    return rows;
  };
}
