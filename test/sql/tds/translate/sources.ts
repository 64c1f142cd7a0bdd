/** FROM: tables, views, OPENJSON and subqueries, joined. */
import { storeName } from '../catalogue.js';
import { int, type SqlType, text } from '../sql-type.js';
import type { Compiler } from './compiler.js';
import { SqlRefusal, UnknownStatement } from './refusal.js';
import { quoted, type Scope } from './scope.js';
import { typeAt } from './types.js';

const joins: readonly (readonly [readonly string[], string])[] = [
  [['inner', 'join'], 'JOIN'],
  [['join'], 'JOIN'],
  [['left', 'outer', 'join'], 'LEFT JOIN'],
  [['left', 'join'], 'LEFT JOIN'],
  [['cross', 'join'], 'CROSS JOIN'],
  [['cross', 'apply'], 'CROSS JOIN'],
];

/** SQLite's words after FROM; adds to the scope. */
export function sourcesAt(compiler: Compiler, scope: Scope): string {
  const { cursor } = compiler;
  let sql = cursor.list(() => sourceAt(compiler, scope)).join(', ');
  for (;;) {
    const join = joins.find(([words]) => cursor.skip(...words));
    if (join === undefined) return sql;
    sql += ` ${join[1]} ${sourceAt(compiler, scope)}`;
    if (cursor.skip('on')) sql += ` ON ${compiler.expression(scope).sql}`;
  }
}

interface Table {
  readonly sql: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
}

function sourceAt(compiler: Compiler, scope: Scope): string {
  const table = tableAt(compiler, scope);
  const alias = aliasAt(compiler) ?? table.name;
  hintsAt(compiler);
  scope.sources.push({ alias, columns: table.columns });
  return `${table.sql} AS ${quoted(alias)}`;
}

function tableAt(compiler: Compiler, scope: Scope): Table {
  const { cursor } = compiler;
  if (cursor.skipSign('(')) {
    const { sql, columns } = compiler.select(scope);
    cursor.sign(')');
    return { sql: `(${sql})`, name: '', columns };
  }
  if (cursor.sees('openjson') && cursor.peek(1).value === '(') return openJson(compiler, scope);
  return namedTable(compiler, nameAt(compiler));
}

/** Schema and name; without a schema it is dbo's. */
export function nameAt({ cursor }: Compiler): { schema: string; name: string } {
  const parts = [cursor.name()];
  while (cursor.skipSign('.')) parts.push(cursor.name());
  return { schema: parts.at(-2) ?? 'dbo', name: parts.at(-1) ?? '' };
}

export function namedTable(compiler: Compiler, { schema, name }: { schema: string; name: string }): Table {
  const { surroundings, pseudoTables } = compiler;
  const pseudo = schema === 'dbo' ? pseudoTables[name.toLowerCase()] : undefined;
  if (pseudo) return { name, ...pseudo };
  if (['sys', 'information_schema'].includes(schema.toLowerCase())) {
    const view = surroundings.systemView(schema.toLowerCase(), name.toLowerCase());
    if (view === undefined) throw new UnknownStatement(`${schema}.${name}`);
    return { name, ...view };
  }
  const found = surroundings.catalogue.find(schema, name);
  if (found === undefined || found.kind === 'procedure')
    throw new SqlRefusal(208, `Invalid object name '${schema}.${name}'.`);
  return { sql: quoted(storeName(found.schema, found.name)), name: found.name, columns: found.columns };
}

function aliasAt({ cursor }: Compiler): string | undefined {
  if (cursor.skip('as')) return cursor.name();
  if (cursor.next.kind === 'quoted') return cursor.name();
  const after = [
    'where',
    'join',
    'inner',
    'left',
    'cross',
    'on',
    'order',
    'group',
    'having',
    'with',
    'union',
    'offset',
    'set',
    'output',
    'option',
    'for',
    'begin',
    'if',
    'else',
    'end',
    'throw',
    'select',
    'insert',
    'update',
    'delete',
    'return',
    'values',
  ];
  if (cursor.next.kind === 'name' && !after.some((word) => cursor.sees(word))) return cursor.name();
  return undefined;
}

const knownHints = [
  'holdlock',
  'nolock',
  'readcommittedlock',
  'readpast',
  'rowlock',
  'serializable',
  'tablock',
  'tablockx',
  'updlock',
  'xlock',
  'forceseek',
];

/** Locks are the store's affair: one that writes is alone. */
export function hintsAt({ cursor }: Compiler): void {
  if (!cursor.sees('with') || cursor.peek(1).value !== '(') return;
  cursor.take();
  for (const hint of cursor.group(() => cursor.name())) {
    if (!knownHints.includes(hint.toLowerCase())) throw new UnknownStatement(`the hint ${hint}`);
  }
}

function openJson(compiler: Compiler, scope: Scope): Table {
  const { cursor } = compiler;
  cursor.word('openjson');
  cursor.sign('(');
  const json = compiler.expression(scope).sql;
  cursor.sign(')');
  // Refused here as there: what is no JSON gives an error, not nothing.
  if (!(cursor.sees('with') && cursor.peek(1).value === '(')) {
    const columns = [
      { name: 'key', type: { name: 'nvarchar', length: 4000 } as const },
      { name: 'value', type: text },
      { name: 'type', type: int },
    ];
    return {
      sql: `(SELECT CAST(key AS TEXT) AS "key", value AS "value", type AS "type" FROM json_each(${json}))`,
      name: '',
      columns,
    };
  }
  cursor.take();
  const columns = cursor.group(() => {
    const name = cursor.name();
    const type = typeAt(cursor);
    if (cursor.skip('collate')) cursor.name();
    const path = cursor.next.kind === 'text' ? cursor.take().value : `$.${name}`;
    return { name, type, path };
  });
  const list = columns.map(({ name, path }) => `${valueAt(path)} AS ${quoted(name)}`).join(', ');
  return { sql: `(SELECT ${list} FROM json_each(${json}))`, name: '', columns };
}

function valueAt(path: string): string {
  return path === '$' ? 'value' : `json_extract(value, '${path.replaceAll("'", "''")}')`;
}
