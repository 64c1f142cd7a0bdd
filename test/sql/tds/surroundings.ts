/** What statements ask of the server itself, and the views of schema sys, as far as they are asked for. */

import { type CatalogueObject, objectId } from './catalogue.js';
import type { RunningSession } from './running-session.js';
import { bit, int, type SqlType, text } from './sql-type.js';
import type { Surroundings } from './translate/compiler.js';
import { quoted } from './translate/scope.js';
import type { Variables } from './variables.js';

const name: SqlType = { name: 'nvarchar', length: 128 };

/** Functions of the session's SQLite connection (store.ts), with the type that they answer. */
const asked: Readonly<Record<string, SqlType>> = {
  app_name: name,
  connectionproperty: name,
  databasepropertyex: name,
  db_id: int,
  db_name: name,
  has_perms_by_name: int,
  object_id: int,
  object_name: name,
  original_login: name,
  schema_id: int,
  schema_name: name,
  serverproperty: name,
  suser_sname: name,
  user_name: name,
};

export function surroundingsOf(session: RunningSession, variables: Variables): Surroundings {
  const { catalogue } = session.connection;
  return {
    catalogue,
    variables,
    system(variable) {
      if (variable === '@@trancount') return { sql: session.isInTransaction ? '1' : '0', type: int };
      if (variable === '@@rowcount') return { sql: String(session.rowCount), type: int };
      if (variable === '@@version')
        return { sql: "'Microsoft SQL Server 2022, scripted for tests'", type: text };
      if (variable === '@@spid') return { sql: '51', type: int };
      return undefined;
    },
    ask(called, args) {
      if (called === 'xact_state') return { sql: session.isInTransaction ? '1' : '0', type: int };
      const type = asked[called];
      if (type === undefined) return undefined;
      return { sql: `scripted_${called}(${args.map(({ sql }) => sql).join(', ')})`, type };
    },
    systemView(schema, view) {
      const isSys = schema === 'sys';
      const columns = (isSys ? systemViews : informationViews)[view];
      if (columns === undefined) return undefined;
      const rows = isSys
        ? rowsOf(view, catalogue.objects, catalogue.schemas)
        : informationRows(view, catalogue.objects);
      return { sql: viewSql(columns, rows), columns };
    },
  };
}

const object = [
  { name: 'object_id', type: int },
  { name: 'name', type: name },
  { name: 'schema_id', type: int },
  { name: 'type', type: { name: 'nvarchar', length: 2 } },
] as const;

const systemViews: Readonly<Record<string, readonly { name: string; type: SqlType }[]>> = {
  schemas: [
    { name: 'schema_id', type: int },
    { name: 'name', type: name },
  ],
  objects: object,
  tables: object,
  views: object,
  procedures: object,
  columns: [
    { name: 'object_id', type: int },
    { name: 'name', type: name },
    { name: 'column_id', type: int },
    { name: 'user_type_id', type: int },
    { name: 'max_length', type: int },
    { name: 'scale', type: int },
    { name: 'is_nullable', type: bit },
  ],
  types: [
    { name: 'user_type_id', type: int },
    { name: 'name', type: name },
  ],
};

const named = (...columns: readonly string[]) => columns.map((column) => ({ name: column, type: name }));

const informationViews: Readonly<Record<string, readonly { name: string; type: SqlType }[]>> = {
  tables: named('TABLE_SCHEMA', 'TABLE_NAME', 'TABLE_TYPE'),
  views: named('TABLE_SCHEMA', 'TABLE_NAME'),
  routines: named('ROUTINE_SCHEMA', 'ROUTINE_NAME', 'ROUTINE_TYPE'),
};

function informationRows(view: string, objects: readonly CatalogueObject[]): string[][] {
  const of = (kinds: readonly CatalogueObject['kind'][]) =>
    objects.filter(({ kind }) => kinds.includes(kind));
  if (view === 'routines') return of(['procedure']).map((one) => [one.schema, one.name, 'PROCEDURE']);
  if (view === 'views') return of(['view']).map((one) => [one.schema, one.name]);
  return of(['table', 'view']).map((one) => [
    one.schema,
    one.name,
    one.kind === 'view' ? 'VIEW' : 'BASE TABLE',
  ]);
}

const types = ['bigint', 'bit', 'date', 'datetime2', 'decimal', 'float', 'int', 'nvarchar'] as const;

function rowsOf(
  view: string,
  objects: readonly CatalogueObject[],
  schemas: readonly string[],
): (string | number)[][] {
  const described = objects.map((one) => [
    objectId(one),
    one.name,
    schemas.indexOf(one.schema) + 1,
    letters[one.kind],
  ]);
  if (view === 'schemas') return schemas.map((schema, index) => [index + 1, schema]);
  if (view === 'objects') return described;
  if (view === 'types') return types.map((type, index) => [index + 1, type]);
  if (view === 'columns')
    return objects.flatMap((one) =>
      one.columns.map(({ name: column, type, isNullable }, index) => [
        objectId(one),
        column,
        index + 1,
        types.indexOf(type.name) + 1,
        type.name !== 'nvarchar' ? 8 : typeof type.length === 'number' ? type.length * 2 : -1,
        type.scale ?? 0,
        isNullable ? 1 : 0,
      ]),
    );
  const letter = { tables: 'U', views: 'V', procedures: 'P' }[view];
  return described.filter(([, , , type]) => type === letter);
}

const letters = { table: 'U', view: 'V', procedure: 'P' } as const;

function viewSql(
  columns: readonly { name: string }[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cell = (value: string | number) =>
    typeof value === 'number' ? value : `'${value.replaceAll("'", "''")}'`;
  const lists = rows.map((values) => `(${values.map(cell).join(', ')})`);
  const named = columns
    .map(({ name: column }, index) => `column${index + 1} AS ${quoted(column)}`)
    .join(', ');
  return lists.length === 0
    ? `(SELECT ${columns.map(({ name: column }) => `NULL AS ${quoted(column)}`).join(', ')} WHERE 0)`
    : `(SELECT ${named} FROM (VALUES ${lists.join(', ')}))`;
}
