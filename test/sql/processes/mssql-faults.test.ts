/** What the dialect makes of a SQL Server that fails, through the real client: nothing lost, nothing done twice, nothing asked for ever. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mssqlDatabase } from '../../../src/sql/mssql/database.js';
import type { MssqlSettings } from '../../../src/sql/mssql/settings.js';
import { type OpenStateDatabase, openStateDatabase } from '../../../src/sql/open-state.js';
import type { StateTables } from '../../../src/sql/state/tables.js';
import { quietLog, temporaryFolder, testKeys } from '../engines.js';
import { at, newOperation } from '../samples.js';
import type { Fault } from '../tds/faults.js';
import { ScriptedServer } from '../tds/server.js';

describe('SQL Server that fails', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'state.sqlite');
  let server: ScriptedServer;
  let state: OpenStateDatabase;

  const settings = (others: Partial<MssqlSettings> = {}): MssqlSettings => ({
    server: 'localhost',
    port: server.port,
    database: 'state',
    login: { kind: 'sql', user: server.credentials.user, password: () => server.credentials.password },
    certificate: server.certificate.cert,
    ...others,
  });
  const open = (others: Partial<MssqlSettings> = {}): Promise<OpenStateDatabase> =>
    openStateDatabase({
      database: mssqlDatabase<StateTables>({
        settings: settings(others),
        schema: 'venue_control',
        marks: true,
      }),
      keys: testKeys,
      log: quietLog,
      version: '1.0.0',
    });

  beforeAll(async () => {
    server = await new ScriptedServer({ folder: folder.path, databases: { state: file } }).start();
    state = await open();
    await state.operations.create(newOperation());
  });
  afterEach(() => server.faults.clear());
  afterAll(async () => {
    await state.close();
    await server.stop();
    folder.remove();
  });

  const say = (message: string) =>
    state.operations.appendEvent({
      operationId: 'op',
      at: at(0),
      step: undefined,
      level: 'INFORMATION',
      percent: undefined,
      message,
    });
  const said = async () => (await state.operations.events('op', 0, 1000)).map(({ message }) => message);
  const marks = () => {
    const raw = new DatabaseSync(file, { readOnly: true });
    const { count } = raw.prepare('SELECT count(*) AS count FROM "venue_control.commit_mark"').get() as {
      count: number;
    };
    raw.close();
    return count;
  };

  it.each<[string, Fault['do'], Fault['at']]>([
    ['reset before COMMIT was carried out', 'reset', 'commit'],
    ['reset after COMMIT was carried out', 'apply then reset', 'commit'],
    ['ended before COMMIT was carried out', 'end', 'commit'],
    ['ended after COMMIT was carried out', 'apply then end', 'commit'],
    ['cut in the answer to COMMIT', { cutAt: 0.5, by: 'reset' }, 'commit'],
    ['a deadlock at COMMIT', { error: { number: 1205, message: 'deadlock victim', class: 13 } }, 'commit'],
    [
      'a deadlock in a statement',
      { error: { number: 1205, message: 'deadlock victim', class: 13 } },
      /operation_event/,
    ],
    ['reset in a statement', 'reset', /insert into "venue_control"."operation_event"/],
    ['reset after a statement', 'apply then reset', /insert into "venue_control"."operation_event"/],
    [
      'cut in the answer to a statement',
      { cutAt: 0.3, by: 'end' },
      /insert into "venue_control"."operation_event"/,
    ],
    ['reset at the mark', 'apply then reset', /commit_mark/],
    ['reset at BEGIN', 'reset', 'begin'],
    ['reset after BEGIN', 'apply then reset', 'begin'],
    [
      'a session that is killed',
      { error: { number: 596, message: 'session killed', class: 21 } },
      /operation_event/,
    ],
  ])('has said it once, after %s', async (name, fault, point) => {
    server.fault({ at: point, do: fault });
    await say(name);
    expect(server.faults.met).toBeGreaterThan(0);
    expect((await said()).filter((message) => message === name)).toHaveLength(1);
    const { sequence } = await say(`after ${name}`);
    expect((await said())[sequence - 1]).toBe(`after ${name}`);
    expect(marks()).toBeGreaterThan(0);
  });
});
