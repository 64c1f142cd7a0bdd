/** Who is signed in. The token itself is nowhere: only its hash is. */
import type { Selectable } from 'kysely';
import type { Session, SessionStore } from '../../domain/ports/sign-in-stores.js';
import type { Scope } from '../database.js';
import { columnsOf, reader } from './rows.js';
import { compiled, type StateTables } from './tables.js';

export function sessionStore({ db }: Scope<StateTables>): SessionStore {
  return {
    async insert(session) {
      await db.insertInto('session').values(columnsOf(session)).execute();
    },

    async findByTokenHash(tokenHash) {
      const row = await db
        .selectFrom('session')
        .leftJoin('pin', 'pin.clerk_id', 'session.clerk_id')
        .selectAll('session')
        .select('pin.temporary')
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      if (!row) return undefined;
      const { temporary, ...session } = row;
      return { ...toSession(session), mustChangePin: temporary === 1 };
    },

    async findLiving(now, idleSince) {
      return (await living(db, now, idleSince)).map(toSession);
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

const living = compiled((db, now: Date, idleSince: Date) =>
  db.selectFrom('session').selectAll().where('expires_at', '>', now).where('last_seen_at', '>', idleSince),
);

const sessionOf = reader<Session>({
  createdAt: 'time',
  lastSeenAt: 'time',
  expiresAt: 'time',
  steppedUpUntil: 'time',
});

function toSession({ token_hash: _, ...row }: Selectable<StateTables['session']>): Session {
  return sessionOf(row);
}
