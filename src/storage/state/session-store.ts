/** Who is signed in. The token itself is nowhere: only its hash is. */
import type { Selectable } from 'kysely';
import type { Session, SessionStore } from '../../domain/ports/sign-in-stores.js';
import { optionalTimeOf, timeOf } from '../columns.js';
import type { Scope } from '../database.js';
import type { SessionTable, StateTables } from './tables.js';

export function sessionStore({ db }: Scope<StateTables>): SessionStore {
  return {
    async insert(session) {
      await db
        .insertInto('session')
        .values({
          id: session.id,
          token_hash: session.tokenHash,
          clerk_id: session.clerkId,
          created_at: session.createdAt,
          last_seen_at: session.lastSeenAt,
          expires_at: session.expiresAt,
          stepped_up_until: session.steppedUpUntil ?? null,
          standing: session.standing ?? null,
        })
        .execute();
    },

    async findByTokenHash(tokenHash) {
      const row = await db
        .selectFrom('session')
        .leftJoin('pin', 'pin.clerk_id', 'session.clerk_id')
        .selectAll('session')
        .select('pin.temporary')
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row && { ...toSession(row), mustChangePin: row.temporary === 1 };
    },

    async findLiving(now, idleSince) {
      const rows = await db
        .selectFrom('session')
        .selectAll()
        .where('expires_at', '>', now)
        .where('last_seen_at', '>', idleSince)
        .execute();
      return rows.map(toSession);
    },

    /** Never backwards: of two requests at once the later one counts. */
    async touch(id, lastSeenAt) {
      await db
        .updateTable('session')
        .set({ last_seen_at: lastSeenAt })
        .where('id', '=', id)
        .where('last_seen_at', '<', lastSeenAt)
        .execute();
    },

    async setStanding(id, standing) {
      await db.updateTable('session').set({ standing }).where('id', '=', id).execute();
    },

    async delete(id) {
      await db.deleteFrom('session').where('id', '=', id).execute();
    },

    async deleteOfClerk(clerkId, kept = '') {
      await db.deleteFrom('session').where('clerk_id', '=', clerkId).where('id', '!=', kept).execute();
    },

    async deleteExpired(now, idleSince) {
      await db
        .deleteFrom('session')
        .where((where) => where.or([where('expires_at', '<=', now), where('last_seen_at', '<=', idleSince)]))
        .execute();
    },
  };
}

function toSession(row: Selectable<SessionTable>): Session {
  return {
    id: row.id,
    clerkId: row.clerk_id,
    createdAt: timeOf(row.created_at),
    lastSeenAt: timeOf(row.last_seen_at),
    expiresAt: timeOf(row.expires_at),
    steppedUpUntil: optionalTimeOf(row.stepped_up_until),
    standing: row.standing ?? undefined,
  };
}
