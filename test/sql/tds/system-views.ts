/** Views of schema sys and INFORMATION_SCHEMA, as far as somebody asks for them. */
import { type CatalogueObject, objectId } from './catalogue.js';
import { bit, int, type SqlType } from './sql-type.js';
import type { StoreConnection } from './store.js';
import { quoted } from './translate/scope.js';

type Cell = string | number;

interface SystemView {
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
  rows(connection: StoreConnection): readonly (readonly Cell[])[];
}

/** SQLite's words for its rows. `name`: in lower case, with its schema. */
export function systemView(name: string, connection: StoreConnection) {
  const view = views[name];
  return view && { sql: valuesSql(view.columns, view.rows(connection)), columns: view.columns };
}

const word: SqlType = { name: 'nvarchar', length: 128 };
const words = (...names: readonly string[]) => names.map((name) => ({ name, type: word }));
const numbers = (...names: readonly string[]) => names.map((name) => ({ name, type: int }));

const letters = { table: 'U', view: 'V', procedure: 'P' } as const;
const types: readonly SqlType['name'][] = [
  'bigint',
  'bit',
  'date',
  'datetime2',
  'decimal',
  'float',
  'int',
  'nvarchar',
];

const objectColumns = [...numbers('object_id', 'schema_id'), ...words('name', 'type')];
const objectsOf = (...kinds: readonly CatalogueObject['kind'][]): SystemView => ({
  columns: objectColumns,
  rows: ({ catalogue }) =>
    those(catalogue.objects, kinds).map((one) => [
      objectId(one),
      catalogue.schemas.indexOf(one.schema) + 1,
      one.name,
      letters[one.kind],
    ]),
});

const views: Readonly<Record<string, SystemView>> = {
  'sys.objects': objectsOf('table', 'view', 'procedure'),
  'sys.tables': objectsOf('table'),
  'sys.views': objectsOf('view'),
  'sys.procedures': objectsOf('procedure'),
  'sys.schemas': {
    columns: [...numbers('schema_id'), ...words('name')],
    rows: ({ catalogue }) => catalogue.schemas.map((schema, index) => [index + 1, schema]),
  },
  'sys.databases': {
    columns: [
      ...numbers('database_id', 'compatibility_level', 'snapshot_isolation_state'),
      ...words('name', 'collation_name'),
      { name: 'is_read_committed_snapshot_on', type: bit },
    ],
    rows: ({ name }) => [[5, 160, 0, name, 'Latin1_General_CI_AS', 1]],
  },
  'sys.database_files': {
    columns: [...numbers('file_id', 'type', 'size', 'max_size'), ...words('name')],
    rows: ({ name }) => [
      [1, 0, 1024, -1, name],
      [2, 1, 1024, -1, `${name}_log`],
    ],
  },
  'information_schema.tables': {
    columns: words('TABLE_SCHEMA', 'TABLE_NAME', 'TABLE_TYPE'),
    rows: ({ catalogue }) =>
      those(catalogue.objects, ['table', 'view']).map((one) => [
        one.schema,
        one.name,
        one.kind === 'view' ? 'VIEW' : 'BASE TABLE',
      ]),
  },
  'information_schema.views': {
    columns: words('TABLE_SCHEMA', 'TABLE_NAME'),
    rows: ({ catalogue }) => those(catalogue.objects, ['view']).map((one) => [one.schema, one.name]),
  },
  'information_schema.routines': {
    columns: words('ROUTINE_SCHEMA', 'ROUTINE_NAME', 'ROUTINE_TYPE'),
    rows: ({ catalogue }) =>
      those(catalogue.objects, ['procedure']).map((one) => [one.schema, one.name, 'PROCEDURE']),
  },
  'information_schema.columns': {
    columns: [
      ...words('TABLE_SCHEMA', 'TABLE_NAME', 'COLUMN_NAME', 'DATA_TYPE'),
      ...numbers('ORDINAL_POSITION'),
    ],
    rows: ({ catalogue }) =>
      those(catalogue.objects, ['table', 'view']).flatMap((one) =>
        one.columns.map(({ name, type }, index) => [one.schema, one.name, name, type.name, index + 1]),
      ),
  },
  'sys.types': {
    columns: [...numbers('user_type_id'), ...words('name')],
    rows: () => types.map((type, index) => [index + 1, type]),
  },
};

function those(objects: readonly CatalogueObject[], kinds: readonly CatalogueObject['kind'][]) {
  return objects.filter(({ kind }) => kinds.includes(kind));
}

function valuesSql(
  columns: readonly { readonly name: string }[],
  rows: readonly (readonly Cell[])[],
): string {
  const cell = (value: Cell) => (typeof value === 'number' ? value : `'${value.replaceAll("'", "''")}'`);
  if (rows.length === 0)
    return `(SELECT ${columns.map(({ name }) => `NULL AS ${quoted(name)}`).join(', ')} WHERE 0)`;
  const lists = rows.map((values) => `(${values.map(cell).join(', ')})`).join(', ');
  const named = columns.map(({ name }, index) => `column${index + 1} AS ${quoted(name)}`).join(', ');
  return `(SELECT ${named} FROM (VALUES ${lists}))`;
}
