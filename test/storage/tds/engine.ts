/** The scripted server as an engine of the contract suites: our dialect, the real client, TDS on loopback. */
import { join } from 'node:path';
import { mssqlDatabase } from '../../../src/storage/mssql/database.js';
import { openVenueDatabase } from '../../../src/storage/open-venue.js';
import { makeVenueFile, quietLog, type TestEngine, temporaryFolder } from '../engines.js';
import { ScriptedServer } from './server.js';

export interface ScriptedEngine extends TestEngine {
  readonly server: ScriptedServer;
  stop(): Promise<void>;
}

/** At once, as the suites need their engine when they are loaded; the server starts at the first use. */
export function scriptedEngine(): ScriptedEngine {
  const folder = temporaryFolder();
  const server = new ScriptedServer();
  let started: Promise<unknown> | undefined;
  const cleanUps: (() => Promise<void>)[] = [];
  return {
    name: 'SQL Server, scripted',
    server,
    async venue(rows, { onStatement, ...setting } = {}) {
      started ??= server.start();
      await started;
      const name = `venue_${server.databases.size + 1}`;
      const file = join(folder.path, `${name}.sqlite`);
      makeVenueFile(file, rows);
      server.databases.set(name, file);
      server.now = setting.now ?? (() => new Date());
      const database = mssqlDatabase({ settings: server.settings(name), onStatement });
      const opened = await openVenueDatabase({ database, log: quietLog, ...setting });
      cleanUps.push(opened.close);
      return opened;
    },
    async cleanUp() {
      for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
    },
    async stop() {
      await server.stop();
      folder.remove();
    },
  };
}
