/** What goes to SQL Server as text, from where it is. */
import { readFileSync } from 'node:fs';
import { mssqlDatabase } from '../../../src/storage/mssql/database.js';
import { venueColumns } from '../../../src/storage/mssql/table-columns.js';
import { venueScripts } from '../../../src/storage/mssql/venue-scripts.js';
import { scriptedEngine } from '../tds/engine.js';
import { askAll, VENUE } from '../venue-methods.js';
import { venueRows } from '../venue-rows.js';

export interface Script {
  readonly name: string;
  readonly sql: string;
}

export interface Statement extends Script {
  /** By name, without the @, with the type that is sent. */
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
}

const read = (file: string): Script => ({
  name: file,
  sql: readFileSync(`test/storage/transact/${file}`, 'utf8'),
});

/** SQL Server's own objects and the tables that the template names: declared so that what we ship can be compared with something. */
export const surroundings: readonly Script[] = [read('system-objects.sql'), read('swiftpos-tables.sql')];

/** As a DBA runs them. */
export const shippedScripts: readonly Script[] = (['install', 'remove'] as const)
  .flatMap((what) => venueScripts('.', what))
  .map(({ file, sql }) => ({ name: file, sql }));

/**
 * What the venue's stores and its examination send through the real client, with the types of their parameters. A null has any type: a statement
 * counts with the values of another call.
 */
export async function sentStatements(): Promise<readonly Statement[]> {
  const engine = scriptedEngine();
  try {
    const venue = await engine.venue(venueRows);
    await askAll(VENUE, venue);
    await venue.examine();
    await venueColumns(mssqlDatabase({ settings: engine.server.settings('venue_1') }));
    const { statements } = engine.server;
    const whole = statements.filter(({ parameters }) => parameters.every(({ value }) => value !== null));
    const unproved = statements.filter(({ sql }) => whole.every((other) => other.sql !== sql));
    if (unproved.length > 0) throw new Error(`Only sent with a null: ${unproved.map(({ sql }) => sql)}`);
    return whole.map(({ sql, parameters }, index) => ({
      name: `statement ${index + 1}: ${sql}`,
      sql,
      parameters: parameters.map(({ name, type }) => ({ name, type })),
    }));
  } finally {
    await engine.cleanUp();
    await engine.stop();
  }
}
