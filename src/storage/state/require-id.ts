/** Whether a state database is the one that someone means, before anything is changed in it. */
import { AppError } from '../../errors/errors.js';
import type { Scope } from '../database.js';
import { hasTable } from '../sqlite/statements.js';
import type { StateTables } from './tables.js';

/** Throws STATE_LOST for another one, and for one that knows of nothing. */
export async function requireId({ db }: Scope<StateTables>, id: string): Promise<void> {
  const row = (await hasTable(db, 'memory'))
    ? await db.selectFrom('memory').select('value').where('name', '=', 'identity').executeTakeFirst()
    : undefined;
  const found = row && (JSON.parse(row.value) as { id?: unknown }).id;
  if (found === id) return;
  throw new AppError('STATE_LOST', {
    message:
      found === undefined
        ? 'The state database has lost what it knew: its file, or the -wal file beside it, was emptied, deleted or replaced.'
        : 'The state database does not belong to this data folder.',
  });
}
