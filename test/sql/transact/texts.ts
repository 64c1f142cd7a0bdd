/** What goes to SQL Server as text, from where it stands. */
import { readFileSync } from 'node:fs';
import { venueScripts } from '../../../src/sql/mssql/venue-scripts.js';
import type { KnownParameter } from '../tds/known-statement.js';
import { readStatements } from '../tds/statements.js';

export interface Script {
  readonly name: string;
  readonly sql: string;
}

export interface Statement extends Script {
  /** By name, without the @, with the type that is sent. */
  readonly parameters: readonly KnownParameter[];
}

const read = (file: string): Script => ({
  name: file,
  sql: readFileSync(`test/sql/transact/${file}`, 'utf8'),
});

/** SQL Server's own objects and the tables that the template names: declared so that what we ship can be held against something. */
export const surroundings: readonly Script[] = [read('system-objects.sql'), read('swiftpos-tables.sql')];

/** As a DBA runs them. */
export const shippedScripts: readonly Script[] = (['install', 'remove'] as const)
  .flatMap((what) => venueScripts('src/sql/mssql/venue', what))
  .map(({ file, sql }) => ({ name: file, sql }));

/** What the stores send: the contract suites keep the list (test/sql/tds/statements.ts). */
export const sentStatements: readonly Statement[] = readStatements().map((statement, index) => ({
  ...statement,
  name: `statement ${index + 1}: ${statement.sql}`,
}));
