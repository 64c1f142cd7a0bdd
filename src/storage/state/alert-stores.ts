import type { Selectable } from 'kysely';
import type { AlertStore, Outbox } from '../../domain/ports/alert-stores.js';
import type { Delivery, Notification, ShownAlert, VenueAlert } from '../../domain/types/venue-alert.js';
import { jsonOf, optionalTimeOf, timeOf } from '../columns.js';
import type { Scope } from '../database.js';
import type { AlertTable, NotificationTable, StateTables } from './tables.js';

export function alertStore({ db }: Pick<Scope<StateTables>, 'db'>): AlertStore {
  return {
    async watched() {
      const rows = await db
        .selectFrom('alert')
        .selectAll()
        .where('state', '<>', 'CLEARED')
        .orderBy('seen_at')
        .orderBy('id')
        .execute();
      return rows.map(toAlert);
    },

    async find(id) {
      const row = await db.selectFrom('alert').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toAlert(row);
    },

    async list({ first, after, state }) {
      let query = db.selectFrom('alert').selectAll().where('opened_at', 'is not', null);
      if (state !== undefined) query = query.where('state', '=', state);
      if (after !== undefined) {
        const { openedAt, id } = after;
        query = query
          .where('opened_at', '<=', openedAt)
          .where((where) => where.or([where('opened_at', '<', openedAt), where('id', '<', id)]));
      }
      const newestFirst = query.orderBy('opened_at', 'desc').orderBy('id', 'desc');
      const rows = await newestFirst.limit(first + 1).execute();
      // Whatever has been opened is shown.
      return rows.map((row) => toAlert(row) as ShownAlert);
    },

    async save(alert) {
      const { id, ...columns } = toRow(alert);
      await db
        .insertInto('alert')
        .values({ id, ...columns })
        .onConflict((on) => on.column('id').doUpdateSet(columns))
        .execute();
    },

    async remove(id) {
      await db.deleteFrom('alert').where('id', '=', id).execute();
    },

    async dropCleared(before, most) {
      const old = db.selectFrom('alert').select('id').where('cleared_at', '<', before).limit(most);
      const dropped = await db.deleteFrom('alert').where('id', 'in', old).executeTakeFirst();
      return Number(dropped.numDeletedRows);
    },
  };
}

export function outbox({ db }: Pick<Scope<StateTables>, 'db'>): Outbox {
  return {
    async add(deliveries) {
      if (deliveries.length === 0) return;
      const rows = deliveries.map(({ id, channel, notification, createdAt, attempts, nextAt }) => ({
        id,
        channel,
        content: JSON.stringify(notification),
        created_at: createdAt,
        attempts,
        next_at: nextAt,
      }));
      await db.insertInto('notification').values(rows).execute();
    },

    async next(channel) {
      const row = await db
        .selectFrom('notification')
        .selectAll()
        .where('channel', '=', channel)
        .orderBy('next_at')
        .orderBy('created_at')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return row && toDelivery(row);
    },

    async remove(id) {
      await db.deleteFrom('notification').where('id', '=', id).execute();
    },

    async postpone(id, attempts, nextAt) {
      await db.updateTable('notification').set({ attempts, next_at: nextAt }).where('id', '=', id).execute();
    },

    async count() {
      const all = db.selectFrom('notification').select((one) => one.fn.countAll<number>().as('count'));
      return Number((await all.executeTakeFirstOrThrow()).count);
    },

    async dropStale(before, channels) {
      const hasChannels = channels.length > 0;
      const dropped = await db
        .deleteFrom('notification')
        .where((where) =>
          hasChannels
            ? where.or([where('created_at', '<', before), where('channel', 'not in', [...channels])])
            : where.val(true),
        )
        .executeTakeFirst();
      return Number(dropped.numDeletedRows);
    },
  };
}

function toRow(alert: VenueAlert) {
  return {
    id: alert.id,
    code: alert.code,
    subject: alert.subject,
    severity: alert.severity,
    state: alert.state,
    message: alert.message,
    remedy: alert.remedy,
    seen_at: alert.seenAt,
    opened_at: alert.openedAt ?? null,
    quiet_since: alert.quietSince ?? null,
    cleared_at: alert.clearedAt ?? null,
    acknowledged_by_name: alert.acknowledgedByName ?? null,
    acknowledged_reason: alert.acknowledgedReason ?? null,
    acknowledged_until: alert.acknowledgedUntil ?? null,
    occurrences: alert.occurrences,
  };
}

function toAlert(row: Selectable<AlertTable>): VenueAlert {
  return {
    id: row.id,
    code: row.code,
    subject: row.subject,
    severity: row.severity,
    state: row.state,
    message: row.message,
    remedy: row.remedy,
    seenAt: timeOf(row.seen_at),
    openedAt: optionalTimeOf(row.opened_at),
    quietSince: optionalTimeOf(row.quiet_since),
    clearedAt: optionalTimeOf(row.cleared_at),
    acknowledgedByName: row.acknowledged_by_name ?? undefined,
    acknowledgedReason: row.acknowledged_reason ?? undefined,
    acknowledgedUntil: optionalTimeOf(row.acknowledged_until),
    occurrences: row.occurrences,
  };
}

function toDelivery(row: Selectable<NotificationTable>): Delivery {
  return {
    id: row.id,
    channel: row.channel,
    notification: jsonOf<Notification>(row.content),
    createdAt: timeOf(row.created_at),
    attempts: row.attempts,
    nextAt: timeOf(row.next_at),
  };
}
