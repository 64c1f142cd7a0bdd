/** CREATE, ALTER and DROP, of tables and indexes. */
import { type CatalogueColumn, type CatalogueKey, type CatalogueObject, storeName } from '../catalogue.js';
import {
  bare,
  type Column,
  checkAt,
  clustering,
  columnAt,
  columnSql,
  type Named,
  referenceAt,
  tableAt,
} from './column.js';
import type { Compiler } from './compiler.js';
import { SqlRefusal, UnknownStatement } from './refusal.js';
import { quoted, Scope, same } from './scope.js';
import { nameAt } from './sources.js';

/** What to run, and what the catalogue says afterwards. */
export interface Definition {
  readonly statements: readonly string[];
  readonly saved?: CatalogueObject;
  readonly removed?: CatalogueObject;
}

export function createTableAt(compiler: Compiler): Definition {
  const { cursor } = compiler;
  const { schema, name } = newName(compiler);
  const columns: Column[] = [];
  const keys: CatalogueKey[] = [];
  const lines: string[] = [];
  const scope = new Scope();
  const known: CatalogueColumn[] = [];
  scope.sources.push({ alias: name, columns: known });
  cursor.group(() => {
    const line = constraintAt(compiler, scope, { schema, name }, keys);
    if (line !== undefined) lines.push(line);
    else {
      const column = columnAt(compiler, scope, known, { schema, name }, keys);
      columns.push(column);
    }
  });
  const body = [...columns.map(columnSql), ...lines].join(', ');
  return {
    statements: [`CREATE TABLE ${quoted(storeName(schema, name))} (${body}) STRICT`],
    saved: {
      kind: 'table',
      schema,
      name,
      columns: columns.map(({ described }) => described),
      keys,
      triggers: [],
    },
  };
}

export function alterTableAt(compiler: Compiler): Definition {
  const { cursor } = compiler;
  const table = tableAt(compiler);
  const keys: CatalogueKey[] = [];
  const known = [...table.columns];
  const scope = new Scope();
  scope.sources.push({ alias: table.name, columns: known });
  cursor.word('add');
  const added = cursor.list(() => columnAt(compiler, scope, known, table, keys));
  if (keys.length > 0) throw new UnknownStatement(`a key in ALTER TABLE: ${cursor.sql}`);
  const into = quoted(storeName(table.schema, table.name));
  return {
    statements: added.map((column) => `ALTER TABLE ${into} ADD COLUMN ${columnSql(column)}`),
    saved: { ...table, columns: known },
  };
}

export function createIndexAt(compiler: Compiler, isUnique: boolean): Definition {
  const { cursor } = compiler;
  const index = cursor.name();
  cursor.word('on');
  const table = tableAt(compiler);
  const scope = new Scope();
  scope.sources.push({ alias: table.name, columns: table.columns });
  const columns = keyColumns(compiler, scope);
  if (cursor.skip('include')) cursor.group(() => scope.column(cursor.name()));
  const where = cursor.skip('where') ? ` WHERE ${bare(compiler.expression(scope).sql, table.name)}` : '';
  if (cursor.skip('with')) cursor.skipGroup();
  if (table.keys.some(({ name }) => same(name, index)))
    throw new SqlRefusal(
      1913,
      `The operation failed because an index or statistics with name '${index}' already exists on table '${table.schema}.${table.name}'.`,
    );
  const list = columns.map(({ sql }) => sql).join(', ');
  const store = quoted(storeName(table.schema, `${table.name}.${index}`));
  const unique = isUnique ? 'UNIQUE ' : '';
  const key = { name: index, columns: columns.map(({ name }) => name), kind: 'index' as const };
  return {
    statements: [
      `CREATE ${unique}INDEX ${store} ON ${quoted(storeName(table.schema, table.name))} (${list})${where}`,
    ],
    saved: { ...table, keys: [...table.keys, ...(isUnique ? [key] : [])] },
  };
}

export function dropAt(compiler: Compiler): Definition {
  const { cursor } = compiler;
  const isTable = cursor.skip('table');
  if (!isTable) throw new UnknownStatement(`DROP in: ${cursor.sql}`);
  const ifExists = cursor.skip('if', 'exists');
  const { schema, name } = nameAt(compiler);
  const found = compiler.surroundings.catalogue.find(schema, name);
  if (found) return { statements: [`DROP TABLE ${quoted(storeName(schema, name))}`], removed: found };
  if (ifExists) return { statements: [] };
  throw new SqlRefusal(
    3701,
    `Cannot drop the table '${schema}.${name}', because it does not exist or you do not have permission.`,
    11,
  );
}

function newName(compiler: Compiler): { schema: string; name: string } {
  const { schema, name } = nameAt(compiler);
  const { catalogue } = compiler.surroundings;
  if (!catalogue.schemas.some((known) => same(known, schema)))
    throw new SqlRefusal(
      2760,
      `The specified schema name "${schema}" either does not exist or you do not have permission to use it.`,
    );
  if (catalogue.find(schema, name))
    throw new SqlRefusal(2714, `There is already an object named '${name}' in the database.`);
  return { schema, name };
}

/** A constraint that stands by itself; undefined when a column comes. */
function constraintAt(
  compiler: Compiler,
  scope: Scope,
  table: Named,
  keys: CatalogueKey[],
): string | undefined {
  const { cursor } = compiler;
  const constraint = cursor.skip('constraint') ? cursor.name() : undefined;
  if (cursor.skip('primary', 'key')) {
    clustering(compiler);
    return keyLine(compiler, scope, keys, { name: constraint ?? `PK_${table.name}`, kind: 'PRIMARY KEY' });
  }
  if (cursor.sees('unique')) {
    cursor.take();
    clustering(compiler);
    return keyLine(compiler, scope, keys, { name: constraint ?? `UQ_${table.name}`, kind: 'UNIQUE KEY' });
  }
  if (cursor.skip('foreign', 'key')) {
    const columns = cursor.group(() => quoted(cursor.name())).join(', ');
    return `FOREIGN KEY (${columns}) ${referenceAt(compiler)}`;
  }
  if (cursor.skip('check')) return `CHECK (${checkAt(compiler, scope, table.name)})`;
  if (constraint !== undefined) cursor.fail();
  return undefined;
}

function keyLine(
  compiler: Compiler,
  scope: Scope,
  keys: CatalogueKey[],
  key: Omit<CatalogueKey, 'columns'>,
): string {
  const columns = keyColumns(compiler, scope);
  keys.push({ ...key, columns: columns.map(({ name }) => name) });
  const words = key.kind === 'PRIMARY KEY' ? 'PRIMARY KEY' : 'UNIQUE';
  return `${words} (${columns.map(({ sql }) => sql).join(', ')})`;
}

function keyColumns(compiler: Compiler, scope: Scope): { name: string; sql: string }[] {
  const { cursor } = compiler;
  return cursor.group(() => {
    const { name = '' } = scope.column(cursor.name());
    if (cursor.skip('desc')) return { name, sql: `${quoted(name)} DESC` };
    cursor.skip('asc');
    return { name, sql: quoted(name) };
  });
}
