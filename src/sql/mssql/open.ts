/** The databases of a site that has SQL Server. Whoever imports this loads mssql, which takes a fifth of a second. */
import type { Database } from '../database.js';
import type { StateTables } from '../state/tables.js';
import type { VenueTables } from '../venue/tables.js';
import { mssqlDatabase } from './database.js';
import { STATE_SCHEMA } from './migrations.js';
import type { MssqlSettings } from './settings.js';
import { VENUE_SCHEMA } from './venue-views.js';

/** Read through its views; its two procedures do no harm when they are called twice. */
export function venueOnMssql(settings: MssqlSettings): Database<VenueTables> {
  return mssqlDatabase({ settings, schema: VENUE_SCHEMA, marks: false });
}

export function stateOnMssql(settings: MssqlSettings): Database<StateTables> {
  return mssqlDatabase({ settings, schema: STATE_SCHEMA, marks: true });
}
