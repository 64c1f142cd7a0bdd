/** A state on the scripted server, through the real client, for tests of what fails. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mssqlDatabase } from '../../../src/sql/mssql/database.js';
import type { MssqlSettings } from '../../../src/sql/mssql/settings.js';
import { type OpenStateDatabase, openStateDatabase } from '../../../src/sql/open-state.js';
import type { StateTables } from '../../../src/sql/state/tables.js';
import { quietLog, temporaryFolder, testKeys } from '../engines.js';
import { at, newOperation } from '../samples.js';
import { ScriptedServer } from '../tds/server.js';

export class FailingServer {
  readonly folder = temporaryFolder();
  readonly file = join(this.folder.path, 'state.sqlite');
  readonly server = new ScriptedServer({ folder: this.folder.path, databases: { state: this.file } });
  #state: OpenStateDatabase | undefined;

  async start(): Promise<void> {
    await this.server.start();
    this.#state = await this.open();
    await this.state.operations.create(newOperation());
  }

  async stop(): Promise<void> {
    await this.#state?.close();
    await this.server.stop();
    this.folder.remove();
  }

  get state(): OpenStateDatabase {
    if (!this.#state) throw new Error('It was not started.');
    return this.#state;
  }

  settings(others: Partial<MssqlSettings> = {}): MssqlSettings {
    const { port, credentials, certificate } = this.server;
    return {
      server: 'localhost',
      port,
      database: 'state',
      login: { kind: 'sql', user: credentials.user, password: () => credentials.password },
      certificate: certificate.cert,
      ...others,
    };
  }

  open(others: Partial<MssqlSettings> = {}): Promise<OpenStateDatabase> {
    return openStateDatabase({
      database: mssqlDatabase<StateTables>({
        settings: this.settings(others),
        schema: 'venue_control',
        marks: true,
      }),
      keys: testKeys,
      log: quietLog,
      version: '1.0.0',
    });
  }

  say(message: string) {
    const rest = { operationId: 'op', at: at(0), step: undefined, percent: undefined } as const;
    return this.state.operations.appendEvent({ ...rest, level: 'INFORMATION', message });
  }

  async said(): Promise<string[]> {
    return (await this.state.operations.events('op', 0, 1000)).map(({ message }) => message);
  }
}

/** Once the way is open again. */
export async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + 5000; ; await sleep(100)) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > until) throw error;
    }
  }
}
