import { type Selectable, sql } from 'kysely';
import type { AlertStore, Outbox } from '../../domain/ports/alert-stores.js';
import type { Delivery, Notification, ShownAlert, VenueAlert } from '../../domain/types/venue-alert.js';
import { jsonOf } from '../columns.js';
import type { Scope } from '../database.js';
import { columnsOf, reader } from './rows.js';
import { compiled, type NotificationTable, type StateTables } from './tables.js';

export function alertStore({ db }: Pick<Scope<StateTables>, 'db'>): AlertStore {
  return {
    async watched() {
      return (await watched(db)).map(toAlert);
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
      const columns = columnsOf(alert);
      await db
        .insertInto('alert')
        .values(columns)
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
      const rows = deliveries.map(({ notification, ...delivery }) => ({
        ...columnsOf(delivery),
        content: JSON.stringify(notification),
        subject: notification.alert?.id ?? delivery.id,
      }));
      await db.insertInto('notification').values(rows).execute();
    },

    async next(channel) {
      // News of an alert in the order in which they were added, whatever the clock said (triggers).
      const row = await db
        .selectFrom('notification')
        .select(['id', 'channel', 'content', 'created_at', 'attempts', 'next_at'])
        .where('channel', '=', channel)
        .where(sql<boolean>`is_next = 1`)
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

const watched = compiled((db) =>
  db
    .selectFrom('alert')
    .selectAll()
    // A literal, as in the partial index: by a parameter SQLite compiles the statement again each time.
    .where(sql<boolean>`state <> 'CLEARED'`)
    .orderBy('seen_at')
    .orderBy('id'),
);

const toAlert = reader<VenueAlert>({
  seenAt: 'time',
  openedAt: 'time',
  quietSince: 'time',
  clearedAt: 'time',
  acknowledgedUntil: 'time',
});

const deliveryOf = reader<Omit<Delivery, 'notification'>>({ createdAt: 'time', nextAt: 'time' });

function toDelivery({
  content,
  ...row
}: Omit<Selectable<NotificationTable>, 'subject' | 'is_next'>): Delivery {
  return { ...deliveryOf(row), notification: jsonOf<Notification>(content) };
}
