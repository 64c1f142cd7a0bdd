/** A scripted SQL Server for all tests around the call, and the venues that each opens on it. */
import { mssqlDatabase } from '../../../src/storage/mssql/database.js';
import type { MssqlSettings } from '../../../src/storage/mssql/settings.js';
import { type OpenVenueDatabase, openVenueDatabase } from '../../../src/storage/open-venue.js';
import { makeVenueFile, quietLog, temporaryFolder } from '../engines.js';
import type { FaultAction } from '../tds/faults.js';
import { ScriptedServer } from '../tds/server.js';
import type { SqlError } from '../tds/tokens.js';
import { venueRows } from '../venue-rows.js';

export const READ = /from "controlplane"."location"$/;
export const LOCATIONS = 3;

/** `patienceMs`: for a connection and for a request. */
export function failingServer(patienceMs: number) {
  const folder = temporaryFolder();
  const file = `${folder.path}/venue.sqlite`;
  const server = new ScriptedServer({ venue: file });
  const opened: OpenVenueDatabase[] = [];
  beforeAll(async () => {
    makeVenueFile(file, venueRows);
    await server.start();
  });
  afterEach(async () => {
    server.faults.clear();
    for (const { close } of opened.splice(0)) await close();
  });
  afterAll(async () => {
    await server.stop();
    folder.remove();
    expect([server.unknown, server.mistakes]).toEqual([[], []]);
  });
  async function open(others: Partial<MssqlSettings> = {}): Promise<OpenVenueDatabase> {
    const settings = server.settings('venue', { requestMs: patienceMs, connectMs: patienceMs, ...others });
    const venue = await openVenueDatabase({ database: mssqlDatabase({ settings }), log: quietLog });
    opened.push(venue);
    return venue;
  }
  return { file, server, open };
}

export function said(number: number): SqlError {
  return { number, class: 14, message: `said by the server, ${number}` };
}

export function error(number: number, severity = 16): FaultAction {
  return { error: { number, class: severity, message: `said by the server, ${number}` } };
}
