/** A column of CREATE or ALTER TABLE. Its type's length and range become checks, so that what SQL Server would cut or refuse is refused here too. */
import { type CatalogueColumn, type CatalogueKey, type CatalogueObject, storeName } from '../catalogue.js';
import type { SqlType } from '../sql-type.js';
import type { Compiler } from './compiler.js';
import { sqliteCollation } from './convert.js';
import { SqlRefusal } from './refusal.js';
import { quoted, Scope } from './scope.js';
import { nameAt } from './sources.js';
import { typeAt } from './types.js';

export interface Column {
  readonly described: CatalogueColumn;
  readonly collation: string | undefined;
  readonly rules: string;
}

/** A database without a word about it compares as most servers do: upper and lower case are one. */
const defaultCollation = 'NOCASE';

export interface Named {
  readonly schema: string;
  readonly name: string;
}

export function columnAt(
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

export function columnSql({ described: { name, type, isNullable }, collation, rules }: Column): string {
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

export function clustering({ cursor }: Compiler): void {
  if (!cursor.skip('clustered')) cursor.skip('nonclustered');
}

export function referenceAt(compiler: Compiler): string {
  const { cursor } = compiler;
  cursor.word('references');
  const table = tableAt(compiler);
  const columns = cursor.seesSign('(') ? cursor.group(() => quoted(cursor.name())) : [];
  const list = columns.length === 0 ? '' : ` (${columns.join(', ')})`;
  return `REFERENCES ${quoted(storeName(table.schema, table.name))}${list}`;
}

export function defaultAt(compiler: Compiler): string {
  const value = compiler.expression(new Scope()).sql;
  return value.startsWith('(') ? value : `(${value})`;
}

export function checkAt(compiler: Compiler, scope: Scope, table: string): string {
  compiler.cursor.sign('(');
  const { sql } = compiler.expression(scope);
  compiler.cursor.sign(')');
  return bare(sql, table);
}

/** A table's own rules name its columns alone. */
export function bare(sql: string, table: string): string {
  return sql.replaceAll(`${quoted(table)}.`, '');
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
