/** The venue as SQL Server would show it: schema controlplane over the base tables of a practice venue's file, with types and comparisons of SQL Server. */
import type { DatabaseSync } from 'node:sqlite';
import { PROCEDURES } from '../../../src/sql/sqlite/procedures.js';
import { VIEW_QUERIES } from '../../../src/sql/sqlite/views.js';
import { VENUE_PROCEDURES, type VenueProcedureName } from '../../../src/sql/venue/procedures.js';
import type { ViewColumn } from '../../../src/sql/venue/venue-view.js';
import { VENUE_VIEWS } from '../../../src/sql/venue/views.js';
import { type CatalogueObject, storeName } from './catalogue.js';
import { bit, int, type SqlType, time } from './sql-type.js';
import { quoted } from './translate/scope.js';

const schema = 'controlplane';

const types: Readonly<Record<ViewColumn['type'], SqlType>> = {
  id: { name: 'nvarchar', length: 64 },
  text: { name: 'nvarchar', length: 'max' },
  time,
  date: { name: 'nvarchar', length: 10 },
  flag: bit,
  integer: int,
};

/** Empty for a file that is no venue's. Nothing is written to the file. */
export function venueObjects(database: DatabaseSync): readonly CatalogueObject[] {
  const isVenue = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'swiftpos_registration'").get();
  if (isVenue === undefined) return [];
  for (const view of VENUE_VIEWS) {
    const list = view.columns.map((column) => {
      const name = quoted(column.name);
      return types[column.type].name === 'nvarchar' ? `${name} COLLATE RTRIM AS ${name}` : name;
    });
    database.exec(
      `CREATE TEMP VIEW ${quoted(storeName(schema, view.name))} AS SELECT ${list.join(', ')} FROM (${VIEW_QUERIES[view.name]})`,
    );
  }
  for (const [name, definitions] of Object.entries(PROCEDURES)) {
    for (const { sql } of definitions)
      database.exec(
        sql
          .replace(/^CREATE/, 'CREATE TEMP')
          .replaceAll(new RegExp(`\\b${name}\\b`, 'g'), quoted(storeName(schema, name))),
      );
  }
  return [
    ...VENUE_VIEWS.map(viewObject),
    ...(Object.keys(PROCEDURES) as VenueProcedureName[]).map(procedureObject),
  ];
}

function viewObject({ name, columns }: (typeof VENUE_VIEWS)[number]): CatalogueObject {
  const described = columns.map((column) => ({
    name: column.name,
    type: types[column.type],
    isNullable: 'nullable' in column,
  }));
  return { kind: 'view', schema, name, columns: described, keys: [], triggers: [] };
}

function procedureObject(name: VenueProcedureName): CatalogueObject {
  const columns = VENUE_PROCEDURES[name].parameters.map((parameter) => ({
    name: parameter,
    type: parameter === 'at' || parameter === 'expires_at' ? time : types.text,
    isNullable: parameter === 'expires_at',
  }));
  return { kind: 'procedure', schema, name, columns, keys: [], triggers: [] };
}
