/** Which SQL Server: from the environment or config.json, and what is refused, without ever saying a password again. */
import { writeFileSync } from 'node:fs';
import { readConfig } from '../src/config/config.js';
import { ConfigError } from '../src/config/config-error.js';
import type { SqlConnection } from '../src/config/sql-connection.js';
import { folderOfTest } from './fixtures/folder-of-test.js';

const folder = folderOfTest();

const REAL = {
  VENUE_CONTROL_VENUE: 'windows',
  VENUE_CONTROL_CLOUD_URL: 'https://api.example.com',
} as const;

const read = (env: NodeJS.ProcessEnv): SqlConnection | undefined =>
  readConfig({ VENUE_CONTROL_DATA: folder(), ...REAL, ...env }).sql;
const fromUrl = (url: string) => read({ VENUE_CONTROL_SQL: url });

function fromFile(sql: unknown, env: NodeJS.ProcessEnv = {}): SqlConnection | undefined {
  const text = typeof sql === 'string' ? sql : JSON.stringify({ secondPerson: true, sql }, undefined, 1);
  writeFileSync(folder('config.json'), text);
  return read(env);
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('It was not refused.');
}

describe('the SQL Server', () => {
  it('is none unless someone names one', () => {
    expect(read({})).toBeUndefined();
    expect(fromFile('{ "secondPerson": true }')).toBeUndefined();
  });

  it('comes from a URL, the rest with its defaults', () => {
    expect(fromUrl('mssql://venue_control@till-1/swiftpos')).toEqual({
      server: 'till-1',
      port: undefined,
      instance: undefined,
      database: 'swiftpos',
      authentication: 'sql',
      user: 'venue_control',
      domain: undefined,
      secretFile: folder('keys', 'sql-password'),
      encrypt: true,
      trustServerCertificate: false,
      certificateFile: undefined,
      odbcDriver: 'ODBC Driver 17 for SQL Server',
      reads: undefined,
      writes: undefined,
    });
  });

  it('takes every option after the question mark, and escapes', () => {
    const url =
      'mssql://o%27brien@[::1]:14330/swift%20pos?encrypt=false&trustServerCertificate=true&authentication=ntlm&domain=PUB&secretFile=other&certificateFile=/etc/ca.pem&odbcDriver=ODBC%20Driver%2018%20for%20SQL%20Server&reads=2&writes=3';
    expect(fromUrl(url)).toEqual({
      server: '::1',
      port: 14330,
      instance: undefined,
      database: 'swift pos',
      authentication: 'ntlm',
      user: "o'brien",
      domain: 'PUB',
      secretFile: folder('other'),
      encrypt: false,
      trustServerCertificate: true,
      certificateFile: '/etc/ca.pem',
      odbcDriver: 'ODBC Driver 18 for SQL Server',
      reads: 2,
      writes: 3,
    });
  });

  it('comes from config.json by the same names, and from the environment before that', () => {
    const said = { server: 'till-1', instance: 'SWIFTPOS', database: 'swiftpos', authentication: 'windows' };
    expect(fromFile(said)).toMatchObject(said);
    expect(fromFile(said, { VENUE_CONTROL_SQL: 'mssql://a@other/db' })).toMatchObject({ server: 'other' });
  });

  it('never gets a password: the refusal says where it belongs, and not what it was', () => {
    const secret = 'hunter2-the-second';
    for (const work of [
      () => fromUrl(`mssql://sa:${secret}@till-1/swiftpos`),
      () => fromUrl(`mssql://sa@till-1/swiftpos?password=${secret}`),
      () => fromUrl(`mssql://sa@till-1/swiftpos?PWD=${secret}`),
      () => fromFile({ server: 'till-1', database: 'swiftpos', user: 'sa', password: secret }),
    ]) {
      const message = refusal(work);
      expect(message).toContain('keys/sql-password');
      expect(message).not.toContain(secret);
    }
    for (const mistake of [
      `Server=till-1;Password=${secret}`,
      `mssql://sa@till-1/db?encrypt=${secret}`,
      `mssql://sa:${secret}%`,
    ])
      expect(refusal(() => fromUrl(mistake))).not.toContain(secret);
  });

  it.each(['till,1433', '.', '(local)', 'tcp:till', 'localhost/x', 'till:1433', '[::1]', 'till\\X'])(
    'is not at %j, and where its parts belong is said',
    (server) => {
      const message = refusal(() => fromFile({ server, database: 'swiftpos', user: 'sa' }));
      expect(message).toMatch(
        /line 4: sql: server must be .*port and instance.*localhost for this machine\.$/,
      );
    },
  );

  it.each(['till-1', 'TILL_1', 'till.example.com', 'kühlhaus', '10.0.0.7', '::1', 'fe80::1%eth0'])(
    'is at %s',
    (server) => expect(fromFile({ server, database: 'swiftpos', user: 'sa' })).toMatchObject({ server }),
  );

  it.each<[string, string]>([
    ['till-1', 'mssql://user@host'],
    ['https://till-1/swiftpos', 'mssql://user@host'],
    ['mssql://a@till-1', 'The database is missing'],
    ['mssql:///swiftpos', 'The server is missing'],
    ['mssql://till-1/swiftpos', 'user is required'],
    ['mssql://a@till-1/swiftpos?authentication=kerberos', 'sql, ntlm, windows'],
    ['mssql://a@till-1/swiftpos?authentication=ntlm', 'domain is required'],
    ['mssql://a@till-1/swiftpos?authentication=windows', 'user is not allowed'],
    ['mssql://a@till-1:1433/swiftpos?instance=X', 'omit either'],
    ['mssql://a@till-1/swiftpos?reads=0', '1 to 16'],
    ['mssql://a@till-1/swiftpos?writes=1', '2 to 8'],
    ['mssql://a@till-1/swiftpos?encrypt=yes', 'true or false'],
    ['mssql://a@till-1/swiftpos?pool=4', 'unknown option'],
    [
      'mssql://a@till-1/swiftpos?stateDatabase=x',
      'stateDatabase is no longer an option: the control plane keeps',
    ],
    ['mssql://a@till-1/swiftpos?user=b', 'set twice'],
    ['mssql://a@till-1/swiftpos?reads=2&reads=3', 'set twice'],
    ['mssql://a@till-1/%zz', 'is not an escape'],
  ])('is not read from %s: %s', (url, said) => {
    const message = refusal(() => fromUrl(url));
    expect(message).toContain('VENUE_CONTROL_SQL');
    expect(message).toContain(said);
  });

  it.each<[string, string, number]>([
    ['{ "sql": "till-1" }', 'must be an object', 1],
    ['{\n"sql": {\n"server": "till-1",\n"database": "" } }', 'database must be the name', 4],
    ['{\n"sql": { "server": "till-1",\n"database": "d", "user": "u",\n"port": "1433" } }', 'port must be', 4],
    ['{\n"sql": { "server": "till-1",\n"data base": "d" } }', 'unknown option', 3],
    ['{\n\n"sql": { "server": "till-1" } }', 'The database is missing', 3],
  ])('is refused in config.json with file and line: %j', (text, said, line) => {
    const message = refusal(() => fromFile(text));
    expect(message).toContain(`${folder('config.json')}, line ${line}`);
    expect(message).toContain(said);
  });

  it.each(['127.0.0.1', '127.9.9.9', 'localhost', '[::1]'])('may be %s in a rehearsal', (host) => {
    const env = { VENUE_CONTROL_VENUE: undefined, VENUE_CONTROL_SQL: `mssql://a@${host}:1500/venue` };
    expect(read(env)).toMatchObject({ port: 1500 });
  });

  it.each(['till-1', '10.0.0.5', '127.example.com', 'localhost.example.com', '[::2]'])(
    'may not be %s in a rehearsal, which changes things for practice',
    (host) => {
      const env = { VENUE_CONTROL_VENUE: undefined, VENUE_CONTROL_SQL: `mssql://a@${host}/venue` };
      expect(refusal(() => read(env))).toContain('in a rehearsal, only a server on this machine');
    },
  );
});
