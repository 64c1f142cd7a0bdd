/** SELECT. */
import { type Compiled, type Compiler, resultColumn } from './compiler.js';
import { SqlRefusal } from './refusal.js';
import { type Expression, quoted, Scope, same } from './scope.js';
import { sourcesAt } from './sources.js';

export function selectAt(compiler: Compiler, outer?: Scope): Compiled {
  const { cursor } = compiler;
  cursor.word('select');
  const distinct = cursor.skip('distinct') ? 'DISTINCT ' : '';
  let limit = topAt(compiler, outer);
  const list = cursor.position;
  skipToFrom(compiler);
  const scope = new Scope(outer);
  let sql = cursor.skip('from') ? ` FROM ${sourcesAt(compiler, scope)}` : '';
  const afterFrom = cursor.position;
  cursor.position = list;
  const items = cursor.list(() => itemAt(compiler, scope)).flat();
  if (!cursor.sees('from') && cursor.position !== afterFrom) cursor.fail();
  cursor.position = afterFrom;

  if (cursor.skip('where')) sql += ` WHERE ${compiler.expression(scope).sql}`;
  if (cursor.skip('group', 'by'))
    sql += ` GROUP BY ${cursor.list(() => compiler.expression(scope).sql).join(', ')}`;
  if (cursor.skip('having')) sql += ` HAVING ${compiler.expression(scope).sql}`;
  if (cursor.skip('union')) {
    const all = cursor.skip('all') ? ' ALL' : '';
    sql += ` UNION${all} ${selectAt(compiler, outer).sql}`;
  }
  const isOrdered = cursor.skip('order', 'by');
  if (isOrdered) sql += ` ORDER BY ${cursor.list(() => orderAt(compiler, scope, items)).join(', ')}`;
  if (cursor.skip('offset')) {
    if (!isOrdered) throw new SqlRefusal(102, "Incorrect syntax near 'OFFSET': it needs an ORDER BY.", 15);
    limit = pageAt(compiler, scope);
  }
  optionsAt(compiler);
  const named = items.map(({ sql: value, name = '' }) => `${value} AS ${quoted(name)}`).join(', ');
  return { sql: `SELECT ${distinct}${named}${sql}${limit}`, columns: items.map(resultColumn) };
}

/** TOP (n), and TOP(n) without parentheses around it, as LIMIT. */
export function topAt(compiler: Compiler, scope: Scope = new Scope()): string {
  const { cursor } = compiler;
  if (!cursor.skip('top')) return '';
  const bracketed = cursor.skipSign('(');
  const { sql } = bracketed ? compiler.expression(scope) : { sql: cursor.take().value };
  if (bracketed) cursor.sign(')');
  return ` LIMIT ${sql}`;
}

function pageAt(compiler: Compiler, scope: Scope): string {
  const { cursor } = compiler;
  const offset = compiler.expression(scope).sql;
  if (!cursor.skip('rows')) cursor.word('row');
  if (!cursor.skip('fetch')) return ` LIMIT -1 OFFSET ${offset}`;
  if (!cursor.skip('next')) cursor.word('first');
  const count = compiler.expression(scope).sql;
  if (!cursor.skip('rows')) cursor.word('row');
  cursor.word('only');
  return ` LIMIT ${count} OFFSET ${offset}`;
}

/** The list needs what FROM says, which stands behind it. */
function skipToFrom({ cursor }: Compiler): void {
  while (!cursor.isOver && !cursor.sees('from')) {
    if (cursor.seesSign(')', ';')) return;
    if (['where', 'order', 'union', 'option'].some((word) => cursor.sees(word))) return;
    if (cursor.seesSign('(')) cursor.skipGroup();
    else cursor.take();
  }
}

function itemAt(compiler: Compiler, scope: Scope): Expression[] {
  const { cursor } = compiler;
  if (cursor.skipSign('*')) return scope.sources.flatMap((source) => everything(source.alias, scope));
  if (cursor.peek(1).value === '.' && cursor.peek(2).value === '*') {
    const alias = cursor.name();
    cursor.sign('.');
    cursor.sign('*');
    return everything(alias, scope);
  }
  const value = compiler.expression(scope);
  if (cursor.skip('as')) return [{ ...value, name: nameOrText(compiler) }];
  const { kind } = cursor.next;
  if (
    kind === 'quoted' ||
    (kind === 'name' &&
      !cursor.sees('from') &&
      !cursor.sees('where') &&
      !cursor.sees('union') &&
      !cursor.sees('order'))
  )
    return [{ ...value, name: cursor.name() }];
  return [value];
}

function nameOrText({ cursor }: Compiler): string {
  return cursor.next.kind === 'text' ? cursor.take().value : cursor.name();
}

function everything(alias: string, scope: Scope): Expression[] {
  const source = scope.sources.find((one) => same(one.alias, alias));
  return (source?.columns ?? []).map(({ name }) => scope.column(name, alias));
}

/** By an expression, or by what the list calls it. */
function orderAt(compiler: Compiler, scope: Scope, items: readonly Expression[]): string {
  const { cursor } = compiler;
  const { kind, value } = cursor.next;
  const named =
    (kind === 'name' || kind === 'quoted') && cursor.peek(1).value !== '.' && cursor.peek(1).value !== '(';
  const item = named ? items.find(({ name }) => name !== undefined && same(name, value)) : undefined;
  if (item) cursor.take();
  const { sql } = item ?? compiler.expression(scope);
  if (cursor.skip('desc')) return `${sql} DESC`;
  cursor.skip('asc');
  return sql;
}

function optionsAt({ cursor }: Compiler): void {
  if (cursor.sees('option')) {
    cursor.take();
    cursor.skipGroup();
  }
}
