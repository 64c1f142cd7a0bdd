/**
 * A real SQL Server as an engine of the contract suites: the one that VENUE_CONTROL_TEST_MSSQL names. Each test has a database of its own, which
 * is dropped again. README.md says how to get a server.
 */
import { randomUUID } from 'node:crypto';
import sql from 'mssql';
import type { Log } from '../../src/domain/ports/machine.js';
import { mssqlDatabase } from '../../src/storage/mssql/database.js';
import type { MssqlSettings } from '../../src/storage/mssql/settings.js';
import { openVenueDatabase } from '../../src/storage/open-venue.js';
import { practiceInserts, practiceVenue } from './practice-venue.js';
import type { TestEngine } from './test-engine.js';

export interface NamedParts {
  readonly url: string;
  readonly log: Log;
}

export function namedServer({ url, log }: NamedParts): TestEngine {
  const settings = settingsIn(url);
  const cleanUps: (() => Promise<void>)[] = [];
  const batches = async (database: string, texts: readonly string[]): Promise<void> => {
    const pool = await new sql.ConnectionPool({
      server: settings.server,
      port: settings.port ?? 1433,
      database,
      ...(settings.login.kind === 'sql' && {
        user: settings.login.user,
        password: settings.login.password(),
      }),
      options: {
        encrypt: settings.encrypt ?? true,
        trustServerCertificate: settings.trustServerCertificate ?? false,
      },
    }).connect();
    try {
      for (const text of texts) await pool.request().batch(text);
    } finally {
      await pool.close();
    }
  };
  const newDatabase = async (): Promise<MssqlSettings> => {
    const database = `venue_control_test_${randomUUID().replaceAll('-', '')}`;
    await batches('master', [`CREATE DATABASE ${database}`]);
    cleanUps.push(() => batches('master', [`DROP DATABASE ${database}`]));
    return { ...settings, database };
  };
  return {
    name: 'SQL Server, named',
    async venue(rows, { onStatement, ...setting } = {}) {
      const own = { settings: await newDatabase(), onStatement };
      await batches(own.settings.database, [...practiceVenue(), ...practiceInserts(rows)]);
      const database = mssqlDatabase(own);
      const venue = await openVenueDatabase({ database, log, ...setting });
      cleanUps.push(venue.close);
      return venue;
    },
    async cleanUp() {
      for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
    },
  };
}

/** Here alone a URL may carry the password: that of a server for tests. */
function settingsIn(text: string): MssqlSettings {
  const url = new URL(text);
  const flag = (name: string, otherwise: boolean) =>
    url.searchParams.has(name) ? url.searchParams.get(name) === 'true' : otherwise;
  const password = decodeURIComponent(url.password);
  return {
    server: url.hostname,
    port: Number(url.port || 1433),
    database: 'master',
    login: { kind: 'sql', user: decodeURIComponent(url.username), password: () => password },
    encrypt: flag('encrypt', true),
    trustServerCertificate: flag('trustServerCertificate', true),
  };
}
