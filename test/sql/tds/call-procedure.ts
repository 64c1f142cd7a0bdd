/** EXEC of a procedure: its parameters by name, each held against what it declares. */
import { storeName } from './catalogue.js';
import type { RunningSession } from './running-session.js';
import type { StoredValue } from './sql-type.js';
import type { Compiler } from './translate/compiler.js';
import { SqlRefusal } from './translate/refusal.js';
import { quoted, same } from './translate/scope.js';

interface Run {
  readonly signal: AbortSignal;
  /** Of the expression that comes. */
  value(): Promise<StoredValue>;
}

export async function callProcedure(
  { cursor }: Compiler,
  { schema, name }: { readonly schema: string; readonly name: string },
  session: RunningSession,
  run: Run,
): Promise<void> {
  const found = session.connection.catalogue.find(schema, name);
  if (found?.kind !== 'procedure')
    throw new SqlRefusal(2812, `Could not find stored procedure '${schema}.${name}'.`);
  const values = new Map<string, StoredValue>();
  while (cursor.next.kind === 'variable') {
    const given = cursor.take().value.slice(1);
    cursor.sign('=');
    const parameter = found.columns.find((column) => same(column.name, given));
    if (parameter === undefined)
      throw new SqlRefusal(8145, `@${given} is not a parameter for procedure ${name}.`);
    values.set(parameter.name, await run.value());
    if (!cursor.skipSign(',')) break;
  }
  const missing = found.columns.find((column) => !column.isNullable && !values.has(column.name));
  if (missing)
    throw new SqlRefusal(
      201,
      `Procedure or function '${name}' expects parameter '@${missing.name}', which was not supplied.`,
    );
  // As in venue-objects.ts: a procedure is a view, and a row put into it is a call.
  const columns = [...values.keys()].map(quoted).join(', ');
  const marks = [...values.keys()].map(() => '?').join(', ');
  const call = `INSERT INTO temp.${quoted(storeName(schema, name))} (${columns}) VALUES (${marks})`;
  await session.inStore(run.signal, () => session.connection.database.prepare(call).run(...values.values()));
}
