/** Functions of T-SQL that the server knows. */
import { int, type SqlType, text } from '../sql-type.js';
import type { Compiler } from './compiler.js';
import { converted } from './convert.js';
import { UnknownStatement } from './refusal.js';
import type { Expression, Scope } from './scope.js';
import { typeAt } from './types.js';

type Known = (args: readonly Expression[]) => Expression;

const big: SqlType = { name: 'bigint' };
const list = (args: readonly Expression[]) => args.map(({ sql }) => sql).join(', ');
const typed = (args: readonly Expression[]) => args.find(({ type }) => type !== undefined)?.type;

const known: Readonly<Record<string, Known>> = {
  abs: (args) => ({ sql: `abs(${list(args)})`, type: typed(args) }),
  coalesce: (args) => ({ sql: `coalesce(${list(args)})`, type: typed(args) }),
  concat: (args) => ({
    sql: args.map(({ sql }) => `coalesce(CAST(${sql} AS TEXT), '')`).join(' || '),
    type: text,
  }),
  count: (args) => ({ sql: `count(${list(args)})`, type: int }),
  count_big: (args) => ({ sql: `count(${list(args)})`, type: big }),
  datalength: (args) => ({ sql: `2 * utf16_length(${list(args)})`, type: int }),
  iif: (args) => ({ sql: `iif(${list(args)})`, type: typed(args.slice(1)) }),
  isjson: (args) => ({ sql: `json_valid(${list(args)})`, type: int }),
  isnull: (args) => ({ sql: `coalesce(${list(args)})`, type: typed(args) }),
  json_value: (args) => ({ sql: `json_extract(${list(args)})`, type: { name: 'nvarchar', length: 4000 } }),
  len: (args) => ({ sql: `utf16_length(rtrim(${list(args)}))`, type: int }),
  lower: (args) => ({ sql: `lower(${list(args)})`, type: typed(args) }),
  max: (args) => ({ sql: `max(${list(args)})`, type: typed(args) }),
  min: (args) => ({ sql: `min(${list(args)})`, type: typed(args) }),
  nullif: (args) => ({ sql: `nullif(${list(args)})`, type: typed(args) }),
  replace: (args) => ({ sql: `replace(${list(args)})`, type: typed(args) }),
  substring: (args) => ({ sql: `substr(${list(args)})`, type: typed(args) }),
  sum: (args) => ({ sql: `sum(${list(args)})`, type: typed(args) }),
  upper: (args) => ({ sql: `upper(${list(args)})`, type: typed(args) }),
};

export function callAt(compiler: Compiler, scope: Scope): Expression {
  const { cursor } = compiler;
  const name = cursor.name().toLowerCase();
  cursor.sign('(');
  if (name === 'cast' || name === 'try_cast') return closed(compiler, cast(compiler, scope));
  if (name === 'convert' || name === 'try_convert') return closed(compiler, convert(compiler, scope));
  if (cursor.skipSign('*')) return closed(compiler, one(compiler, name, [{ sql: '*', type: int }]));
  cursor.skip('distinct');
  const args = cursor.seesSign(')') ? [] : cursor.list(() => compiler.expression(scope));
  return closed(compiler, one(compiler, name, args));
}

function closed({ cursor }: Compiler, value: Expression): Expression {
  cursor.sign(')');
  return value;
}

function one(compiler: Compiler, name: string, args: readonly Expression[]): Expression {
  const asked = compiler.surroundings.ask(name, args);
  if (asked !== undefined) return asked;
  const make = known[name];
  if (make === undefined) throw new UnknownStatement(`the function ${name} in: ${compiler.cursor.sql}`);
  return make(args);
}

function cast(compiler: Compiler, scope: Scope): Expression {
  const value = compiler.expression(scope);
  compiler.cursor.word('as');
  const type = typeAt(compiler.cursor);
  return { sql: converted(value, type), type };
}

/** The style is only ever one for ISO text. */
function convert(compiler: Compiler, scope: Scope): Expression {
  const { cursor } = compiler;
  const type = typeAt(cursor);
  cursor.sign(',');
  const value = compiler.expression(scope);
  if (cursor.skipSign(',')) cursor.take();
  return { sql: converted(value, type), type };
}
