/** Tokens for scripts. The secret itself is nowhere: only its hash is. */
import type { Selectable } from 'kysely';
import type { ApiTokenStore, StoredApiToken } from '../../domain/ports/api-token-store.js';
import type { Scope } from '../database.js';
import { columnsOf, reader } from './rows.js';
import { type ApiTokenTable, compiled, type StateTables } from './tables.js';

export function apiTokenStore({ db }: Scope<StateTables>): ApiTokenStore {
  return {
    async insert({ createdByName: clerk_name, ...token }) {
      await db
        .insertInto('api_token')
        .values({ ...columnsOf(token), clerk_name })
        .execute();
    },

    async find(id) {
      const row = await db.selectFrom('api_token').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toToken(row);
    },

    async list() {
      const rows = await db.selectFrom('api_token').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(toToken);
    },

    async makers() {
      return (await makers(db)).map((row) => ({ clerkId: row.clerk_id, clerkName: row.clerk_name }));
    },

    async countOf(clerkId) {
      const { tokens } = await db
        .selectFrom('api_token')
        .select((select) => select.fn.countAll<number>().as('tokens'))
        .where('clerk_id', '=', clerkId)
        .executeTakeFirstOrThrow();
      return tokens;
    },

    async touch(id, lastUsedAt) {
      await db
        .updateTable('api_token')
        .set({ last_used_at: lastUsedAt })
        .where('id', '=', id)
        .where((where) =>
          where.or([where('last_used_at', 'is', null), where('last_used_at', '<', lastUsedAt)]),
        )
        .execute();
    },

    async renew(id, hash, renewed) {
      const { numUpdatedRows } = await db
        .updateTable('api_token')
        .set({
          hash: renewed.hash,
          permissions: JSON.stringify(renewed.permissions),
          created_at: renewed.createdAt,
          expires_at: renewed.expiresAt,
        })
        .where('id', '=', id)
        .where('hash', '=', hash)
        .executeTakeFirst();
      return Number(numUpdatedRows) === 1;
    },

    async end(id) {
      const { numDeletedRows } = await db
        .deleteFrom('api_token')
        .where((where) => where.or([where('id', '=', id), where('made_with', '=', id)]))
        .executeTakeFirst();
      return Number(numDeletedRows);
    },

    async endOfClerk(clerkId, kept) {
      const all = db.deleteFrom('api_token').where('clerk_id', '=', clerkId);
      const ended = kept === undefined ? all : all.where('clerk_name', '!=', kept);
      const { numDeletedRows } = await ended.executeTakeFirst();
      return Number(numDeletedRows);
    },

    async dropExpired(by, clerkId) {
      const expired = db.deleteFrom('api_token').where('expires_at', '<=', by);
      await (clerkId === undefined ? expired : expired.where('clerk_id', '=', clerkId)).execute();
    },
  };
}

const makers = compiled((db) =>
  db
    .selectFrom('api_token')
    .select(['clerk_id', 'clerk_name'])
    .distinct()
    .orderBy('clerk_id')
    .orderBy('clerk_name'),
);

const tokenOf = reader<Omit<StoredApiToken, 'createdByName'>>({
  permissions: 'json',
  createdAt: 'time',
  expiresAt: 'time',
  lastUsedAt: 'time',
});

function toToken({ clerk_name: createdByName, ...row }: Selectable<ApiTokenTable>): StoredApiToken {
  return { ...tokenOf(row), createdByName };
}
