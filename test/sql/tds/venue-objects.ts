/** The venue as SQL Server would show it: schema controlplane over the base tables of a practice venue's file, with types and comparisons of SQL Server. */
import type { DatabaseSync } from 'node:sqlite';
import { venueScripts } from '../../../src/sql/mssql/venue-scripts.js';
import { PROCEDURES } from '../../../src/sql/sqlite/procedures.js';
import { VIEW_QUERIES } from '../../../src/sql/sqlite/views.js';
import { VENUE_PROCEDURES, type VenueProcedureName } from '../../../src/sql/venue/procedures.js';
import { VENUE_VIEWS } from '../../../src/sql/venue/views.js';
import { type CatalogueObject, storeName } from './catalogue.js';
import type { SqlType } from './sql-type.js';
import { quoted } from './translate/scope.js';
import { variableOf } from './variables.js';

const schema = 'controlplane';

/** Column -> type, as the head of each shipped script declares them. */
const declared: ReadonlyMap<string, SqlType> = new Map(
  venueScripts('src/sql/mssql/venue', 'install').flatMap(({ file, sql }) => {
    const name = file.replace(/\.sql$/, '');
    const lines = [...sql.matchAll(/^ {2}@?(\w+) +((?:n?varchar|datetime2|bit|int|bigint)\b[^ ,\n]*)/gm)];
    return lines.map(([, column, type]): [string, SqlType] => [`${name}.${column}`, variableOf(type ?? '')]);
  }),
);

function typeOf(object: string, column: string): SqlType {
  const type = declared.get(`${object}.${column}`);
  if (type === undefined) throw new Error(`The script of controlplane.${object} says no type of ${column}.`);
  return type;
}

/** Empty for a file that is no venue's. Nothing is written to the file. */
export function venueObjects(database: DatabaseSync): readonly CatalogueObject[] {
  const isVenue = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'swiftpos_registration'").get();
  if (isVenue === undefined) return [];
  for (const view of VENUE_VIEWS) {
    const list = view.columns.map((column) => {
      const name = quoted(column.name);
      return typeOf(view.name, column.name).name === 'nvarchar' ? `${name} COLLATE RTRIM AS ${name}` : name;
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
          .replace("'no such", "'thrown:50001:1:no such")
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
    type: typeOf(name, column.name),
    isNullable: 'nullable' in column,
  }));
  return { kind: 'view', schema, name, columns: described, keys: [], triggers: [] };
}

function procedureObject(name: VenueProcedureName): CatalogueObject {
  const columns = VENUE_PROCEDURES[name].parameters.map((parameter) => ({
    name: parameter,
    type: typeOf(name, parameter),
    isNullable: parameter === 'expires_at',
  }));
  return { kind: 'procedure', schema, name, columns, keys: [], triggers: [] };
}
