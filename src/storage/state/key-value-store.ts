import type { KeyValueStore } from '../../domain/ports/key-value-store.js';
import type { Memory } from '../../domain/types/operation.js';
import { jsonOf, timeOf } from '../columns.js';
import type { Scope } from '../database.js';
import { compiled, type StateTables } from './tables.js';

export function keyValueStore({ db }: Pick<Scope<StateTables>, 'db'>): KeyValueStore {
  return {
    async get(name) {
      const [row] = await named(db, name);
      return row && { value: jsonOf<Memory>(row.value), at: timeOf(row.at) };
    },

    async set(name, value, at) {
      const columns = { value: JSON.stringify(value), at };
      await db
        .insertInto('memory')
        .values({ name, ...columns })
        .onConflict((on) => on.column('name').doUpdateSet(columns))
        .execute();
    },
  };
}

const named = compiled((db, name: string) =>
  db.selectFrom('memory').select(['value', 'at']).where('name', '=', name),
);
