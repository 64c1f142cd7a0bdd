/** The lives of a shared state, one row each. */
import type { LifeStore } from '../../operations/ports/life-store.js';
import type { Scope } from '../database.js';
import type { StateTables } from './tables.js';

export function lifeStore({ atomically, db }: Scope<StateTables>): LifeStore {
  return {
    beat: ({ bootId, place }, at) =>
      atomically(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('life')
          .set((set) => ({ beat: set('beat', '+', 1), seen_at: at }))
          .where('boot_id', '=', bootId)
          .executeTakeFirst();
        if (numUpdatedRows > 0n) return;
        await trx
          .insertInto('life')
          .values({ boot_id: bootId, place, beat: 1, started_at: at, seen_at: at })
          .execute();
      }),

    async all() {
      const rows = await db.selectFrom('life').select(['boot_id', 'place', 'beat']).execute();
      return rows.map((row) => ({ bootId: row.boot_id, place: row.place, beat: row.beat }));
    },

    async end(bootId) {
      await db.deleteFrom('life').where('boot_id', '=', bootId).execute();
    },

    async dropSilent(before) {
      await db.deleteFrom('life').where('seen_at', '<', before).execute();
    },
  };
}
