/** A rehearsal venue whose data is on a scripted SQL Server on loopback: VENUE_CONTROL_SQL names it, keys/sql-password holds the password. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashPin, storePin } from '../../src/domain/sign-in/pins.js';
import { openKeys } from '../../src/platform/data-folder/keys.js';
import { createPinHasher } from '../../src/platform/pin-hasher.js';
import { liveIn } from '../platform/kept-state.js';
import { temporaryFolder } from '../storage/engines.js';
import { ScriptedServer } from '../storage/tds/server.js';
import { PINS, PracticeVenue, type VenueOptions } from './practice-venue.js';

export interface OnSqlServer {
  readonly server: ScriptedServer;
  readonly venue: PracticeVenue;
  /** Venue first. */
  stop(): Promise<void>;
}

/** Prepared, not started. Its database "venue" is the file that the rehearsal seeds. */
export async function prepareOnSqlServer(options: VenueOptions = {}): Promise<OnSqlServer> {
  const folder = temporaryFolder();
  const server = await new ScriptedServer().start();
  const certificateFile = join(folder.path, 'certificate.pem');
  writeFileSync(certificateFile, server.certificate.cert);
  const url = `mssql://${server.credentials.user}@localhost:${server.port}/venue?certificateFile=${encodeURIComponent(certificateFile)}`;
  const venue = await PracticeVenue.prepare({ ...options, env: { ...options.env, VENUE_CONTROL_SQL: url } });
  server.databases.set('venue', join(venue.folder, 'venue.sqlite'));
  mkdirSync(join(venue.folder, 'keys'), { mode: 0o700 });
  const password = join(venue.folder, 'keys', 'sql-password');
  writeFileSync(password, `${server.credentials.password}\n`, { mode: 0o600 });
  await givePins(venue.folder);
  return {
    server,
    venue,
    async stop() {
      await venue.stop();
      await server.stop();
      folder.remove();
    },
  };
}

/** A rehearsal beside a SQL Server gets no practice PINs automatically. */
async function givePins(folder: string): Promise<void> {
  await liveIn(folder, async (state) => {
    const tools = { pins: createPinHasher(), keys: openKeys(folder) };
    for (const [clerkId, pin] of Object.entries(PINS))
      await storePin(state, clerkId, await hashPin(tools, pin), new Date());
  });
}
