/** Tokens for scripts. The secret itself is nowhere: only its hash is. */
import type { Selectable } from 'kysely';
import type { ApiTokenStore, StoredApiToken } from '../../domain/ports/api-token-store.js';
import { jsonOf, optionalTimeOf, timeOf } from '../columns.js';
import type { Scope } from '../database.js';
import type { ApiTokenTable, StateTables } from './tables.js';

export function apiTokenStore({ db }: Scope<StateTables>): ApiTokenStore {
  return {
    async insert(token) {
      await db
        .insertInto('api_token')
        .values({
          id: token.id,
          name: token.name,
          hash: token.hash,
          clerk_id: token.clerkId,
          clerk_name: token.createdByName,
          permissions: JSON.stringify(token.permissions),
          made_with: token.madeWith ?? null,
          created_at: token.createdAt,
          expires_at: token.expiresAt,
          last_used_at: token.lastUsedAt ?? null,
        })
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
      const rows = await db
        .selectFrom('api_token')
        .select('clerk_id')
        .distinct()
        .orderBy('clerk_id')
        .execute();
      return rows.map((row) => row.clerk_id);
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

    async endOfClerk(clerkId) {
      const { numDeletedRows } = await db
        .deleteFrom('api_token')
        .where('clerk_id', '=', clerkId)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },

    async dropExpired(by, clerkId) {
      const expired = db.deleteFrom('api_token').where('expires_at', '<=', by);
      await (clerkId === undefined ? expired : expired.where('clerk_id', '=', clerkId)).execute();
    },
  };
}

function toToken(row: Selectable<ApiTokenTable>): StoredApiToken {
  return {
    id: row.id,
    name: row.name,
    hash: row.hash,
    clerkId: row.clerk_id,
    createdByName: row.clerk_name,
    permissions: jsonOf(row.permissions),
    madeWith: row.made_with ?? undefined,
    createdAt: timeOf(row.created_at),
    expiresAt: timeOf(row.expires_at),
    lastUsedAt: optionalTimeOf(row.last_used_at),
  };
}
