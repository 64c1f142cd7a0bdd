/** SQL Server by script as an engine of the contract suites: our dialect, the real client, TDS on loopback, a store of its own. */
import { join } from 'node:path';
import { mssqlDatabase } from '../../../src/sql/mssql/database.js';
import type { MssqlSettings } from '../../../src/sql/mssql/settings.js';
import { openVenueDatabase } from '../../../src/sql/open-venue.js';
import { makeVenueFile, quietLog, type TestEngine, temporaryFolder } from '../engines.js';
import { ScriptedServer } from './server.js';

export interface ScriptedEngine extends TestEngine {
  readonly server: ScriptedServer;
  stop(): Promise<void>;
}

/** How the dialect reaches a scripted server. `encrypt`: default true, and its certificate is looked at. */
export function settingsFor(
  server: ScriptedServer,
  database: string,
  { encrypt = true } = {},
): MssqlSettings {
  const { user, password } = server.credentials;
  return {
    server: 'localhost',
    port: server.port,
    database,
    login: { kind: 'sql', user, password: () => password },
    encrypt,
    certificate: server.certificate.cert,
  };
}

/** At once, as the suites want to know their engine when they are loaded; the server starts at the first use. */
export function scriptedEngine(): ScriptedEngine {
  const folder = temporaryFolder();
  const server = new ScriptedServer({ folder: folder.path });
  let started: Promise<unknown> | undefined;
  const start = (): Promise<unknown> => {
    started ??= server.start();
    return started;
  };
  const cleanUps: (() => Promise<void>)[] = [];
  let count = 0;
  const database = (): { name: string; file: string } => {
    count += 1;
    const name = `contract_${count}`;
    const file = join(folder.path, `${name}.sqlite`);
    server.store.attach(name, file);
    return { name, file };
  };
  return {
    name: 'SQL Server, scripted',
    server,
    async venue(rows, { onStatement, ...setting } = {}) {
      await start();
      const { name, file } = database();
      makeVenueFile(file, rows);
      if (setting.now) server.store.clocks.set(name, setting.now);
      const opened = await openVenueDatabase({
        database: mssqlDatabase({ settings: settingsFor(server, name), onStatement }),
        log: quietLog,
        ...setting,
      });
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
