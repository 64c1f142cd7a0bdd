/** Expressions: T-SQL in, SQLite out, with the type that SQL Server would give. What isn't here is refused. */
import { bit, int, type SqlType } from '../sql-type.js';
import type { Compiler } from './compiler.js';
import { sqliteCollation } from './convert.js';
import { callAt } from './functions.js';
import type { Expression, Scope } from './scope.js';

export function expressionAt(compiler: Compiler, scope: Scope): Expression {
  return binary(compiler, scope, 0);
}

/** Weakest first; NOT stands between AND and comparisons. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['not'],
  ['='],
  ['+', '-', '&', '|'],
  ['*', '/', '%'],
];
const comparisons = ['=', '<>', '!=', '<', '>', '<=', '>='];

function binary(compiler: Compiler, scope: Scope, level: number): Expression {
  const { cursor } = compiler;
  const words = levels[level];
  if (words === undefined) return unary(compiler, scope);
  if (words[0] === 'not') {
    if (!cursor.skip('not')) return binary(compiler, scope, level + 1);
    return { sql: `NOT ${binary(compiler, scope, level).sql}`, type: bit };
  }
  if (words[0] === '=') return predicate(compiler, scope, level);
  let left = binary(compiler, scope, level + 1);
  for (;;) {
    const word = words.find((known) => (/\w/.test(known) ? cursor.sees(known) : cursor.seesSign(known)));
    if (word === undefined) return left;
    cursor.take();
    const right = binary(compiler, scope, level + 1);
    const isText = word === '+' && (left.type ?? right.type)?.name === 'nvarchar';
    left = {
      sql: `${left.sql} ${isText ? '||' : word.toUpperCase()} ${right.sql}`,
      type: level < 2 ? bit : (left.type ?? right.type),
    };
  }
}

function predicate(compiler: Compiler, scope: Scope, level: number): Expression {
  const { cursor } = compiler;
  if (cursor.skip('exists')) return { sql: `EXISTS (${inParentheses(compiler, scope)})`, type: bit };
  const left = binary(compiler, scope, level + 1);
  if (cursor.seesSign(...comparisons)) {
    const operator = cursor.take().value;
    return { sql: `${left.sql} ${operator} ${binary(compiler, scope, level + 1).sql}`, type: bit };
  }
  if (cursor.skip('is')) {
    const not = cursor.skip('not') ? 'NOT ' : '';
    cursor.word('null');
    return { sql: `${left.sql} IS ${not}NULL`, type: bit };
  }
  const not = cursor.skip('not') ? 'NOT ' : '';
  if (cursor.skip('in')) return { sql: `${left.sql} ${not}IN (${members(compiler, scope)})`, type: bit };
  if (cursor.skip('like')) {
    const pattern = binary(compiler, scope, level + 1).sql;
    const marker = cursor.skip('escape') ? ` ESCAPE ${binary(compiler, scope, level + 1).sql}` : '';
    return { sql: `${left.sql} ${not}LIKE ${pattern}${marker}`, type: bit };
  }
  if (cursor.skip('between')) {
    const low = binary(compiler, scope, level + 1).sql;
    cursor.word('and');
    return {
      sql: `${left.sql} ${not}BETWEEN ${low} AND ${binary(compiler, scope, level + 1).sql}`,
      type: bit,
    };
  }
  if (not) cursor.fail();
  return left;
}

function members(compiler: Compiler, scope: Scope): string {
  const { cursor } = compiler;
  if (cursor.peek(1).value.toLowerCase() === 'select') return inParentheses(compiler, scope);
  return cursor.group(() => expressionAt(compiler, scope).sql).join(', ');
}

function inParentheses(compiler: Compiler, scope: Scope): string {
  const { cursor } = compiler;
  cursor.sign('(');
  const { sql } = compiler.select(scope);
  cursor.sign(')');
  return sql;
}

function unary(compiler: Compiler, scope: Scope): Expression {
  const { cursor } = compiler;
  if (cursor.skipSign('-')) {
    const { sql, type } = unary(compiler, scope);
    return { sql: `-${sql}`, type };
  }
  const value = primary(compiler, scope);
  if (!cursor.skip('collate')) return value;
  return { ...value, sql: `${value.sql} COLLATE ${sqliteCollation(cursor.name())}` };
}

function primary(compiler: Compiler, scope: Scope): Expression {
  const { cursor } = compiler;
  const { kind, value } = cursor.next;
  if (kind === 'text') {
    cursor.take();
    return {
      sql: `'${value.replaceAll("'", "''")}'`,
      type: { name: 'nvarchar', length: Math.max(1, value.length) },
    };
  }
  if (kind === 'number') {
    cursor.take();
    return { sql: value, type: numberType(value) };
  }
  if (kind === 'variable') {
    cursor.take();
    return compiler.variable(value);
  }
  if (cursor.seesSign('(')) {
    if (cursor.peek(1).value.toLowerCase() === 'select' && cursor.peek(1).kind === 'name') {
      cursor.take();
      const { sql, columns } = compiler.select(scope);
      cursor.sign(')');
      return { sql: `(${sql})`, type: columns[0]?.type };
    }
    cursor.take();
    const inner = expressionAt(compiler, scope);
    cursor.sign(')');
    return { sql: `(${inner.sql})`, type: inner.type };
  }
  if (kind === 'name') {
    if (cursor.skip('null')) return { sql: 'NULL', type: undefined };
    if (cursor.sees('case')) return choice(compiler, scope);
    if (cursor.peek(1).value === '(' || (cursor.sees('cast') && cursor.peek(1).value === '('))
      return callAt(compiler, scope);
  }
  return reference(compiler, scope);
}

function choice(compiler: Compiler, scope: Scope): Expression {
  const { cursor } = compiler;
  cursor.word('case');
  const subject = cursor.sees('when') ? '' : ` ${expressionAt(compiler, scope).sql}`;
  let type: SqlType | undefined;
  let sql = `CASE${subject}`;
  while (cursor.skip('when')) {
    const condition = expressionAt(compiler, scope).sql;
    cursor.word('then');
    const value = expressionAt(compiler, scope);
    type ??= value.type;
    sql += ` WHEN ${condition} THEN ${value.sql}`;
  }
  if (cursor.skip('else')) {
    const value = expressionAt(compiler, scope);
    type ??= value.type;
    sql += ` ELSE ${value.sql}`;
  }
  cursor.word('end');
  return { sql: `${sql} END`, type };
}

/** a, t.a or s.t.a. */
function reference(compiler: Compiler, scope: Scope): Expression {
  const { cursor } = compiler;
  const parts = [cursor.name()];
  while (cursor.skipSign('.')) parts.push(cursor.name());
  const name = parts.at(-1) ?? '';
  const of = parts.at(-2);
  const pseudo = of?.toLowerCase();
  if (pseudo === 'inserted' || pseudo === 'deleted') {
    const row = compiler.rowOf(pseudo, name);
    if (row !== undefined) return row;
  }
  return scope.column(name, of);
}

function numberType(digits: string): SqlType {
  return /^\d+$/.test(digits)
    ? Number(digits) > 2_147_483_647
      ? { name: 'bigint' }
      : int
    : { name: 'float' };
}
