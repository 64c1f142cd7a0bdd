/** CREATE, ALTER and DROP. Types, lengths and ranges become checks, so that what SQL Server would cut or refuse is refused here too. */
import { type CatalogueColumn, type CatalogueKey, type CatalogueObject, storeName } from '../catalogue.js';
import type { SqlType } from '../sql-type.js';
import type { Compiler } from './compiler.js';
import { sqliteCollation } from './convert.js';
import { SqlRefusal, UnknownStatement } from './refusal.js';
import { quoted, Scope, same } from './scope.js';
import { nameAt } from './sources.js';
import { typeAt } from './types.js';

/** What to run, and what the catalogue says afterwards. */
export interface Definition {
  readonly statements: readonly string[];
  readonly saved?: CatalogueObject;
  readonly removed?: CatalogueObject;
}

interface Column {
  readonly described: CatalogueColumn;
  readonly collation: string | undefined;
  readonly rules: string;
}

/** A database without a word about it compares as most servers do: upper and lower case are one. */
const defaultCollation = 'NOCASE';

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

export function tableAt(compiler: Compiler): CatalogueObject {
  const { schema, name } = nameAt(compiler);
  const found = compiler.surroundings.catalogue.find(schema, name);
  if (found?.kind === 'table') return found;
  throw new SqlRefusal(
    4902,
    `Cannot find the object "${schema}.${name}" because it does not exist or you do not have permissions.`,
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

interface Named {
  readonly schema: string;
  readonly name: string;
}

function columnAt(
  compiler: Compiler,
  scope: Scope,
  known: CatalogueColumn[],
  table: Named,
  keys: CatalogueKey[],
): Column {
  const { cursor } = compiler;
  const name = cursor.name();
  const type = typeAt(cursor);
  let isNullable = true;
  let collation: string | undefined;
  let rules = '';
  // In the list at once, as its own check may name it.
  const at = known.push({ name, type, isNullable }) - 1;
  for (;;) {
    let constraint: string | undefined;
    if (cursor.skip('constraint')) constraint = cursor.name();
    if (cursor.skip('collate')) collation = sqliteCollation(cursor.name());
    else if (cursor.skip('not', 'null')) isNullable = false;
    else if (cursor.skip('null')) isNullable = true;
    else if (cursor.skip('primary', 'key')) {
      clustering(compiler);
      isNullable = false;
      rules += ' PRIMARY KEY';
      keys.push({ name: constraint ?? `PK_${table.name}`, columns: [name], kind: 'PRIMARY KEY' });
    } else if (cursor.skip('unique')) {
      clustering(compiler);
      rules += ' UNIQUE';
      keys.push({ name: constraint ?? `UQ_${table.name}_${name}`, columns: [name], kind: 'UNIQUE KEY' });
    } else if (cursor.skip('default')) rules += ` DEFAULT ${defaultAt(compiler)}`;
    else if (cursor.sees('references')) rules += ` ${referenceAt(compiler)}`;
    else if (cursor.skip('check')) rules += ` CHECK (${checkAt(compiler, scope, table.name)})`;
    else break;
  }
  const described = { name, type, isNullable };
  known[at] = described;
  return {
    described,
    collation: collation ?? (type.name === 'nvarchar' ? defaultCollation : undefined),
    rules,
  };
}

function columnSql({ described: { name, type, isNullable }, collation, rules }: Column): string {
  const collate = collation === undefined ? '' : ` COLLATE ${collation}`;
  return `${quoted(name)} ${affinity[type.name]}${isNullable ? '' : ' NOT NULL'}${collate}${rules}${range(name, type)}`;
}

const affinity: Readonly<Record<SqlType['name'], string>> = {
  bigint: 'INTEGER',
  bit: 'INTEGER',
  date: 'TEXT',
  datetime2: 'TEXT',
  decimal: 'REAL',
  float: 'REAL',
  int: 'INTEGER',
  nvarchar: 'TEXT',
};

/** Named after the number that SQL Server would give. */
function range(name: string, type: SqlType): string {
  const column = quoted(name);
  if (type.name === 'nvarchar' && typeof type.length === 'number')
    return ` CONSTRAINT "2628" CHECK (utf16_length(${column}) <= ${type.length})`;
  if (type.name === 'int') return ` CONSTRAINT "8115" CHECK (${column} BETWEEN -2147483648 AND 2147483647)`;
  if (type.name === 'bit') return ` CONSTRAINT "8115" CHECK (${column} IN (0, 1))`;
  if (type.name === 'datetime2') return ` CONSTRAINT "241" CHECK (${column} GLOB '????-??-??T??:??:??.???Z')`;
  return '';
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

function clustering({ cursor }: Compiler): void {
  if (!cursor.skip('clustered')) cursor.skip('nonclustered');
}

function referenceAt(compiler: Compiler): string {
  const { cursor } = compiler;
  cursor.word('references');
  const table = tableAt(compiler);
  const columns = cursor.seesSign('(') ? cursor.group(() => quoted(cursor.name())) : [];
  const list = columns.length === 0 ? '' : ` (${columns.join(', ')})`;
  return `REFERENCES ${quoted(storeName(table.schema, table.name))}${list}`;
}

function defaultAt(compiler: Compiler): string {
  const value = compiler.expression(new Scope()).sql;
  return value.startsWith('(') ? value : `(${value})`;
}

function checkAt(compiler: Compiler, scope: Scope, table: string): string {
  compiler.cursor.sign('(');
  const { sql } = compiler.expression(scope);
  compiler.cursor.sign(')');
  return bare(sql, table);
}

/** A table's own rules name its columns alone. */
function bare(sql: string, table: string): string {
  return sql.replaceAll(`${quoted(table)}.`, '');
}
