/** INSERT, UPDATE and DELETE. */
import { type CatalogueObject, storeName } from '../catalogue.js';
import { type Compiled, type Compiler, resultColumn } from './compiler.js';
import { SqlRefusal, UnknownStatement } from './refusal.js';
import { type Expression, quoted, Scope, same } from './scope.js';
import { topAt } from './select.js';
import { hintsAt, nameAt } from './sources.js';

export function insertAt(compiler: Compiler): Compiled {
  const { cursor } = compiler;
  cursor.word('insert');
  cursor.skip('into');
  const table = targetAt(compiler);
  const columns = cursor.seesSign('(')
    ? cursor.group(() => cursor.name())
    : table.columns.map(({ name }) => name);
  for (const column of columns) scopeOf(table).column(column);
  const output = outputAt(compiler, table, 'inserted');
  const into = `INSERT INTO ${quoted(storeName(table.schema, table.name))}`;
  if (cursor.skip('default')) {
    cursor.word('values');
    return { sql: `${into} DEFAULT VALUES${output.sql}`, columns: output.columns };
  }
  const list = columns.map(quoted).join(', ');
  if (cursor.sees('select')) {
    const { sql } = compiler.select();
    return { sql: `${into} (${list}) ${sql}${output.sql}`, columns: output.columns };
  }
  cursor.word('values');
  const rows = cursor.list(() => {
    const values = cursor.group(() => compiler.expression(new Scope()).sql);
    if (values.length !== columns.length)
      throw new SqlRefusal(
        110,
        'There are more or fewer columns in the INSERT statement than values specified in the VALUES clause.',
        15,
      );
    return `(${values.join(', ')})`;
  });
  return { sql: `${into} (${list}) VALUES ${rows.join(', ')}${output.sql}`, columns: output.columns };
}

export function updateAt(compiler: Compiler): Compiled {
  const { cursor } = compiler;
  cursor.word('update');
  const limit = topAt(compiler);
  const table = targetAt(compiler);
  cursor.word('set');
  const scope = scopeOf(table);
  const changes = cursor.list(() => {
    const parts = [cursor.name()];
    while (cursor.skipSign('.')) parts.push(cursor.name());
    const { name = '' } = scope.column(parts.at(-1) ?? '');
    cursor.sign('=');
    return `${quoted(name)} = ${compiler.expression(scope).sql}`;
  });
  const output = outputAt(compiler, table, 'inserted');
  const where = whereAt(compiler, table, scope, limit);
  return {
    sql: `UPDATE ${named(table)} SET ${changes.join(', ')}${where}${output.sql}`,
    columns: output.columns,
  };
}

export function deleteAt(compiler: Compiler): Compiled {
  const { cursor } = compiler;
  cursor.word('delete');
  const limit = topAt(compiler);
  cursor.skip('from');
  const table = targetAt(compiler);
  const output = outputAt(compiler, table, 'deleted');
  const where = whereAt(compiler, table, scopeOf(table), limit);
  return { sql: `DELETE FROM ${named(table)}${where}${output.sql}`, columns: output.columns };
}

function targetAt(compiler: Compiler): CatalogueObject {
  const { schema, name } = nameAt(compiler);
  const found = compiler.surroundings.catalogue.find(schema, name);
  if (found === undefined) throw new SqlRefusal(208, `Invalid object name '${schema}.${name}'.`);
  if (found.kind !== 'table')
    throw new SqlRefusal(229, `The permission to write was denied on the object '${schema}.${name}'.`, 14);
  hintsAt(compiler);
  return found;
}

function scopeOf(table: CatalogueObject): Scope {
  const scope = new Scope();
  scope.sources.push({ alias: table.name, columns: table.columns });
  return scope;
}

function named(table: CatalogueObject): string {
  return `${quoted(storeName(table.schema, table.name))} AS ${quoted(table.name)}`;
}

function whereAt(compiler: Compiler, table: CatalogueObject, scope: Scope, limit: string): string {
  const { cursor } = compiler;
  if (cursor.sees('from')) throw new UnknownStatement(`FROM in a change: ${cursor.sql}`);
  const where = cursor.skip('where') ? ` WHERE ${compiler.expression(scope).sql}` : '';
  if (limit === '') return where;
  return ` WHERE rowid IN (SELECT rowid FROM ${named(table)}${where}${limit})`;
}

function outputAt(compiler: Compiler, table: CatalogueObject, pseudo: 'inserted' | 'deleted'): Compiled {
  const { cursor } = compiler;
  if (!cursor.skip('output')) return { sql: '', columns: [] };
  // As a trigger may change what OUTPUT would show, SQL Server refuses the two together.
  if (table.triggers.length > 0)
    throw new SqlRefusal(
      334,
      `The target table '${table.schema}.${table.name}' of the DML statement cannot have any enabled triggers if the statement contains an OUTPUT clause without INTO clause.`,
    );
  compiler.rows = { [pseudo]: scopeOf(table) };
  const items = cursor.list(() => outputItem(compiler, table, pseudo)).flat();
  compiler.rows = {};
  if (cursor.sees('into')) throw new UnknownStatement(`OUTPUT INTO in: ${cursor.sql}`);
  const list = items.map(({ sql, name = '' }) => `${sql} AS ${quoted(name)}`).join(', ');
  return { sql: ` RETURNING ${list}`, columns: items.map(resultColumn) };
}

function outputItem(compiler: Compiler, table: CatalogueObject, pseudo: string): Expression[] {
  const { cursor } = compiler;
  if (cursor.peek(1).value === '.' && cursor.peek(2).value === '*') {
    if (!same(cursor.name(), pseudo)) throw new UnknownStatement(`that OUTPUT in: ${cursor.sql}`);
    cursor.sign('.');
    cursor.sign('*');
    return table.columns.map(({ name, type }) => ({ sql: quoted(name), type, name }));
  }
  const value = compiler.expression(new Scope());
  if (cursor.skip('as') || cursor.next.kind === 'quoted') return [{ ...value, name: cursor.name() }];
  return [value];
}
