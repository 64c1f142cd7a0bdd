/** Tables and columns of swiftpos' database, as far as the login sees them: to compare a profile with. */
import { sql } from 'kysely';
import type { TableColumn } from '../../domain/ports/installation.js';
import type { Database } from '../database.js';
import { failureTranslator } from '../failures.js';
import type { VenueTables } from '../venue-schema/tables.js';

/** Throws VENUE_DATABASE_UNAVAILABLE. Closes the database. */
export async function venueColumns(database: Database<VenueTables>): Promise<readonly TableColumn[]> {
  const { db, engine } = database;
  try {
    const { rows } = await sql<TableColumn>`
      select TABLE_SCHEMA + '.' + TABLE_NAME as [table], COLUMN_NAME as [column]
      from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA <> 'controlplane' order by TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION`.execute(
      db,
    );
    return rows;
  } catch (error) {
    throw failureTranslator(engine, 'VENUE_DATABASE_UNAVAILABLE')(error);
  } finally {
    await database.close();
  }
}
