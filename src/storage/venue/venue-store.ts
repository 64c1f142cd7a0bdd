/** The VenueStore port over the views. */

import {
  type Registration,
  type TradingPeriodRow,
  type VenueStore,
  WEEKDAYS,
  type Weekday,
} from '../../domain/ports/venue-store.js';
import { AppError } from '../../errors/errors.js';
import type { Database } from '../database.js';
import type { VenueTables } from '../venue-schema/tables.js';
import { viewProfileOf } from './view-profile.js';
import { byId, type LeftOutRows, readRow, type ViewRow } from './view-rows.js';

const LICENCES = ['CLOUD_SYNC', 'WEB_API', 'MAINTENANCE'] as const;

const registrationColumns = [
  'customer_number',
  'company_name',
  'registered_email',
  'expires_on',
  'swiftpos_version',
  'licences',
  'region',
  'time_zone',
] as const;

export function venueStore({ db, engine }: Database<VenueTables>, leftOut: LeftOutRows): VenueStore {
  return {
    async requireWholeClerks() {
      leftOut.requireNone();
    },

    async registration() {
      const row = await db.selectFrom('registration').select(registrationColumns).executeTakeFirst();
      if (row === undefined)
        throw new AppError('VENUE_ROW_MALFORMED', { message: 'The view "registration" has no row.' });
      return toRegistration(readRow('registration', row));
    },

    async locationGroups() {
      const rows = await db.selectFrom('location_group').select(['id', 'name']).execute();
      return rows.map((row) => readRow('location_group', row)).sort(byId);
    },

    async locations(groupIds) {
      let query = db.selectFrom('location').select(['id', 'name', 'location_group_id']);
      if (groupIds !== undefined) query = query.where(engine.keyIn('location_group_id', groupIds));
      const rows = await query.execute();
      return rows
        .map((row) => readRow('location', row))
        .map((row) => ({ id: row.id, name: row.name, locationGroupId: row.location_group_id }))
        .sort(byId);
    },

    async tradingPeriods() {
      const rows = await db
        .selectFrom('trading_period')
        .select(['weekday', 'opens_at', 'closes_at'])
        .execute();
      return rows.map((row) => toTradingPeriod(readRow('trading_period', row))).sort(byWeekdayAndOpening);
    },

    async lastSaleAt() {
      const row = await db.selectFrom('last_sale').select('sold_at').executeTakeFirst();
      return row && readRow('last_sale', row).sold_at;
    },

    async databaseOperations() {
      const rows = await db
        .selectFrom('database_operation')
        .select(['name', 'started_at'])
        .orderBy('started_at')
        .execute();
      // No row would mean that nothing runs, which is unknown.
      if (rows.some(({ name }) => name === 'UNKNOWN')) throw notAllowed();
      return rows
        .map((row) => readRow('database_operation', row))
        .map((row) => ({ name: row.name, startedAt: row.started_at }));
    },

    async syncBacklog() {
      const found = await db
        .selectFrom('sync_message_summary')
        .select(['message_count', 'oldest_at'])
        .execute();
      const rows = found.map((row) => readRow('sync_message_summary', row));
      const oldest = rows.map((row) => row.oldest_at.getTime());
      return {
        messages: rows.reduce((sum, row) => sum + row.message_count, 0),
        oldestAt: oldest.length === 0 ? undefined : new Date(Math.min(...oldest)),
      };
    },

    async syncExceptions(since) {
      let query = db.selectFrom('sync_exception');
      if (since !== undefined) query = query.where('raised_at', '>', since);
      const [tables, newest] = [
        await query
          .select(({ fn }) => ['table_name', fn.countAll<number>().as('exceptions')])
          .groupBy('table_name')
          .orderBy('table_name')
          .execute(),
        await engine
          .firstRows(query.select(['raised_at', 'message']).orderBy('raised_at', 'desc'), 1)
          .execute(),
      ];
      const last = newest[0] && readRow('sync_exception', newest[0]);
      return {
        rows: tables.reduce((sum, row) => sum + row.exceptions, 0),
        newestAt: last?.raised_at,
        tables: tables.map((row) => readRow('sync_exception', row).table_name),
        newestMessage: last?.message,
      };
    },

    async syncTableCounts() {
      const rows = await db
        .selectFrom('sync_table')
        .select(['table_name', 'row_count'])
        .orderBy('table_name')
        .execute();
      return rows
        .map((row) => readRow('sync_table', row))
        .map((row) => ({ table: row.table_name, rows: row.row_count }));
    },

    utcNow: () => engine.utcNow(db),

    async viewProfile() {
      return viewProfileOf(await engine.viewDefinitions(db));
    },
  };
}

function toRegistration(row: ViewRow<'registration'>): Registration {
  const held = row.licences.split(',').map((licence) => licence.trim());
  return {
    customerNumber: row.customer_number,
    companyName: row.company_name,
    registeredEmail: row.registered_email,
    expiresOn: row.expires_on,
    swiftposVersion: row.swiftpos_version,
    licences: LICENCES.filter((licence) => held.includes(licence)),
    region: row.region,
    timeZone: row.time_zone,
  };
}

function toTradingPeriod(row: ViewRow<'trading_period'>): TradingPeriodRow {
  return { weekday: row.weekday, opensAt: row.opens_at, closesAt: row.closes_at };
}

function byWeekdayAndOpening(one: TradingPeriodRow, other: TradingPeriodRow): number {
  const day = ({ weekday }: { weekday: Weekday }): number => WEEKDAYS.indexOf(weekday);
  return day(one) - day(other) || (one.opensAt < other.opensAt ? -1 : 1);
}

function notAllowed(): AppError {
  return new AppError('VENUE_DATABASE_UNAVAILABLE', {
    details: { failure: 'NOT_ALLOWED' },
    message: "The venue's database doesn't let the control plane see what runs in it.",
    remedy:
      'Have its DBA look, and grant the right that the end of login.sql names (docs/how-to/sql-server.md).',
  });
}
