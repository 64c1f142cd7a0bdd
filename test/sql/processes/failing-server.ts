/** A venue on the scripted server, through the real client, for tests of what fails. */
import { join } from 'node:path';
import { mssqlDatabase } from '../../../src/sql/mssql/database.js';
import type { MssqlSettings } from '../../../src/sql/mssql/settings.js';
import { type OpenVenueDatabase, openVenueDatabase } from '../../../src/sql/open-venue.js';
import { makeVenueFile, quietLog, temporaryFolder } from '../engines.js';
import { ScriptedServer } from '../tds/server.js';
import { venueRows } from '../venue-rows.js';

export class FailingServer {
  readonly folder = temporaryFolder();
  readonly file = join(this.folder.path, 'venue.sqlite');
  readonly server = new ScriptedServer({ folder: this.folder.path, databases: { venue: this.file } });
  #venue: OpenVenueDatabase | undefined;

  async start(): Promise<void> {
    makeVenueFile(this.file, venueRows);
    await this.server.start();
    this.#venue = await this.open();
  }

  async stop(): Promise<void> {
    await this.#venue?.close();
    await this.server.stop();
    this.folder.remove();
  }

  get opened(): OpenVenueDatabase {
    if (!this.#venue) throw new Error('It was not started.');
    return this.#venue;
  }

  settings(others: Partial<MssqlSettings> = {}): MssqlSettings {
    const { port, credentials, certificate } = this.server;
    return {
      server: 'localhost',
      port,
      database: 'venue',
      login: { kind: 'sql', user: credentials.user, password: () => credentials.password },
      certificate: certificate.cert,
      ...others,
    };
  }

  open(others: Partial<MssqlSettings> = {}): Promise<OpenVenueDatabase> {
    return openVenueDatabase({ database: mssqlDatabase({ settings: this.settings(others) }), log: quietLog });
  }
}
