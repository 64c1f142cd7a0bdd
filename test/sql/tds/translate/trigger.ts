/** CREATE TRIGGER, as far as a trigger only refuses: conditions over inserted and deleted, and a THROW. */
import { type CatalogueObject, storeName } from '../catalogue.js';
import { tableAt } from './column.js';
import type { Compiler } from './compiler.js';
import type { Definition } from './define.js';
import { SqlRefusal, UnknownStatement } from './refusal.js';
import { quoted, Scope } from './scope.js';
import { nameAt } from './sources.js';

type Event = 'INSERT' | 'UPDATE' | 'DELETE';

export function createTriggerAt(compiler: Compiler): Definition {
  const { cursor } = compiler;
  const { schema, name } = nameAt(compiler);
  cursor.word('on');
  const table = tableAt(compiler);
  if (table.triggers.includes(name))
    throw new SqlRefusal(2714, `There is already an object named '${name}' in the database.`);
  if (!cursor.skip('after') && !cursor.skip('for')) cursor.word('instead', 'of');
  const events = cursor.list(() => eventAt(compiler));
  cursor.word('as');
  const from = cursor.position;
  const statements = events.map((event) => {
    cursor.position = from;
    compiler.pseudoTables = pseudoTables(table, event);
    const body = statementsAt(compiler, '').join('; ');
    const store = quoted(storeName(schema, `${name}.${event}`));
    return `CREATE TRIGGER ${store} AFTER ${event} ON ${quoted(storeName(table.schema, table.name))} BEGIN ${body}; END`;
  });
  compiler.pseudoTables = {};
  return { statements, saved: { ...table, triggers: [...table.triggers, name] } };
}

function eventAt({ cursor }: Compiler): Event {
  const event = cursor.name().toUpperCase();
  if (event === 'INSERT' || event === 'UPDATE' || event === 'DELETE') return event;
  throw new UnknownStatement(`a trigger after ${event}`);
}

/** A row at a time: SQLite has no others. */
function pseudoTables(table: CatalogueObject, event: Event) {
  const rowOf = (word: 'new' | 'old', isThere: boolean) => ({
    sql: `(SELECT ${table.columns.map(({ name }) => `${isThere ? `${word}.${quoted(name)}` : 'NULL'} AS ${quoted(name)}`).join(', ')}${isThere ? '' : ' WHERE 0'})`,
    columns: table.columns,
  });
  return { inserted: rowOf('new', event !== 'DELETE'), deleted: rowOf('old', event !== 'INSERT') };
}

/** Refusals under a condition: that of what they stand in. */
function statementsAt(compiler: Compiler, condition: string): string[] {
  const { cursor } = compiler;
  const refusals: string[] = [];
  while (!cursor.isOver && !cursor.sees('end')) {
    if (cursor.skipSign(';')) continue;
    refusals.push(...statementAt(compiler, condition));
  }
  return refusals;
}

function statementAt(compiler: Compiler, condition: string): string[] {
  const { cursor } = compiler;
  if (cursor.skip('begin')) {
    const inner = statementsAt(compiler, condition);
    cursor.word('end');
    return inner;
  }
  if (cursor.skip('set', 'nocount', 'on')) return [];
  if (cursor.skip('if')) {
    const { sql } = compiler.expression(new Scope());
    return statementAt(compiler, condition === '' ? `(${sql})` : `${condition} AND (${sql})`);
  }
  if (!cursor.skip('throw')) return cursor.fail();
  const number = cursor.take().value;
  cursor.sign(',');
  const message = cursor.take().value;
  cursor.sign(',');
  const state = cursor.take().value;
  cursor.skipSign(';');
  const text = `thrown:${number}:${state}:${message}`.replaceAll("'", "''");
  return [`SELECT RAISE(ABORT, '${text}')${condition === '' ? '' : ` WHERE ${condition}`}`];
}
