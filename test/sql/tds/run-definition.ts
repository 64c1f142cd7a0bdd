/** CREATE, ALTER and DROP: in the store and in the catalogue as one. */
import type { RunningSession } from './running-session.js';
import type { Compiler } from './translate/compiler.js';
import { alterTableAt, createIndexAt, createTableAt, type Definition, dropAt } from './translate/define.js';
import { SqlRefusal } from './translate/refusal.js';
import { same } from './translate/scope.js';
import { createTriggerAt } from './translate/trigger.js';

export async function runDefinition(
  compiler: Compiler,
  session: RunningSession,
  signal: AbortSignal,
): Promise<void> {
  const { cursor } = compiler;
  const { catalogue } = session.connection;
  if (cursor.skip('create', 'database')) return session.store.create(cursor.name());
  if (cursor.skip('drop', 'database')) {
    cursor.skip('if', 'exists');
    return session.store.drop(cursor.name());
  }
  if (cursor.skip('alter', 'database')) {
    // Of recovery, isolation and who may come in: the store has one way.
    while (!cursor.isOver && !cursor.seesSign(';')) cursor.take();
    return;
  }
  if (cursor.skip('create', 'schema')) {
    const name = cursor.name();
    if (cursor.skip('authorization')) cursor.name();
    if (catalogue.schemas.some((known) => same(known, name)))
      throw new SqlRefusal(2714, `There is already an object named '${name}' in the database.`);
    return session.inStore(signal, () => catalogue.addSchema(name));
  }
  const definition = definitionAt(compiler);
  await session.inStore(signal, () => apply(definition, session));
}

function definitionAt(compiler: Compiler): Definition {
  const { cursor } = compiler;
  if (cursor.skip('drop')) return dropAt(compiler);
  if (cursor.skip('alter', 'table')) return alterTableAt(compiler);
  cursor.word('create');
  if (cursor.skip('table')) return createTableAt(compiler);
  if (cursor.skip('trigger')) return createTriggerAt(compiler);
  const isUnique = cursor.skip('unique');
  if (!cursor.skip('clustered')) cursor.skip('nonclustered');
  cursor.word('index');
  return createIndexAt(compiler, isUnique);
}

function apply({ statements, saved, removed }: Definition, { connection }: RunningSession): void {
  const { database, catalogue } = connection;
  const isAlone = !database.isTransaction;
  if (isAlone) database.exec('BEGIN IMMEDIATE');
  try {
    for (const statement of statements) database.exec(statement);
    if (saved) catalogue.save(saved);
    if (removed) catalogue.remove(removed);
    if (isAlone) database.exec('COMMIT');
  } catch (error) {
    if (isAlone) database.exec('ROLLBACK');
    catalogue.forget();
    throw error;
  }
}
