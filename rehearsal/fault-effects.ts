/** Faults that show in the venue's data. What is written follows from the map alone, so applying it twice, or by two processes, does no harm. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { FaultMap } from './fault-table.js';
import { expiryUnder, licencesUnder } from './model/cloud/reach.js';
import { databaseVersion } from './model/machine.js';
import { venueDatabaseFile } from './venue-paths.js';

/** Tables that grow at a venue, and the one that a grant writes to: they fail while the database is "full". */
const growing = ['sale', 'sync_message', 'sync_exception', 'sync_version', 'security_group_object', 'audit'];

/**
 * Brings venue.sqlite into line with the map, waiting at most `waitMs` (default 3000) for other writers; does nothing before it exists. While `database=locked` is set the holder of the lock (the
 * cloud process) does it, so a busy database is no error then.
 */
export function applyFaultsToDatabase(dataFolder: string, faults: FaultMap, waitMs = 3000): void {
  const path = venueDatabaseFile(dataFolder);
  if (!existsSync(path)) return;
  const database = new DatabaseSync(path, { timeout: waitMs });
  try {
    database.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE');
    applyFaults(database, faults);
    database.exec('COMMIT');
  } catch (error) {
    if (faults.database !== 'locked' || !isBusy(error)) throw error;
  } finally {
    database.close();
  }
}

/** The same inside a transaction that the caller holds. */
export function applyFaults(database: DatabaseSync, faults: FaultMap): void {
  for (const table of growing) allowGrowth(database, table);
  applyRegistration(database, faults);
  applyVersion(database, faults);
  applyReindex(database, faults);
  if (faults.database === 'full') for (const table of growing) refuseGrowth(database, table);
}

function applyRegistration(database: DatabaseSync, faults: FaultMap): void {
  const expiresOn = expiryUnder(faults, Date.now()) ?? baseline(database, 'registration.expires_on');
  const licences = licencesUnder(faults, baseline(database, 'registration.licences').split(','));
  database
    .prepare('UPDATE swiftpos_registration SET expires_on = ?, licences = ?')
    .run(expiresOn, licences.join(','));
}

function applyVersion(database: DatabaseSync, faults: FaultMap): void {
  const version = databaseVersion(faults, baseline(database, 'global_config.SwiftposVersion'));
  database.prepare("UPDATE swiftpos_global_config SET value = ? WHERE name = 'SwiftposVersion'").run(version);
}

function applyReindex(database: DatabaseSync, faults: FaultMap): void {
  if (faults.database !== 'reindexing') {
    database.exec("DELETE FROM swiftpos_database_operation WHERE kind = 'REINDEX'");
    return;
  }
  database
    .prepare(
      `INSERT INTO swiftpos_database_operation (kind, detail, started_at)
       SELECT 'REINDEX', 'ALTER INDEX ALL ON Sale REBUILD', ?
       WHERE NOT EXISTS (SELECT 1 FROM swiftpos_database_operation WHERE kind = 'REINDEX')`,
    )
    .run(new Date().toISOString());
}

/** A trigger reaches every process that writes, the server too; `PRAGMA max_page_count` would bind one connection only. */
function refuseGrowth(database: DatabaseSync, table: string): void {
  for (const change of ['INSERT', 'UPDATE']) {
    database.exec(
      `CREATE TRIGGER rehearsal_full_${table}_${change.toLowerCase()} BEFORE ${change} ON swiftpos_${table}
       BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
    );
  }
}

function allowGrowth(database: DatabaseSync, table: string): void {
  for (const change of ['insert', 'update']) {
    database.exec(`DROP TRIGGER IF EXISTS rehearsal_full_${table}_${change}`);
  }
}

function baseline(database: DatabaseSync, name: string): string {
  const row = database.prepare('SELECT value FROM rehearsal_baseline WHERE name = ?').get(name);
  return String(row?.['value'] ?? '');
}

/** SQLITE_BUSY and SQLITE_LOCKED, with whatever extended code is on top. */
export function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode ?? 0;
  return (code & 0xff) === 5 || (code & 0xff) === 6;
}
