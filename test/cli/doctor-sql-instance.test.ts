import { sqlInstance } from '../../src/cli/doctor/sql-instance.js';
import type { Config } from '../../src/config/config.js';
import type { ScriptRunner } from '../../src/domain/ports/script-runner.js';

const EXPRESS = {
  Instance: 'SQLEXPRESS',
  Service: 'MSSQL$SQLEXPRESS',
  State: 'Running',
  TcpEnabled: true,
  Port: null,
  DynamicPort: 49172,
  Version: '15.0.2000.5',
  Edition: 'Express Edition',
  Browser: 'Running',
};
type Reported = readonly { readonly name: string; readonly port: number | undefined }[] | undefined;

async function examine(sql: object, rows: readonly object[], reported: Reported) {
  const config = { sql: { server: 'localhost', ...sql } as unknown as NonNullable<Config['sql']> };
  const runner = { run: async () => ({ output: rows, observedAt: new Date() }) } as unknown as ScriptRunner;
  return sqlInstance({ config, querySqlBrowser: async () => reported }, runner);
}

describe('the instance of SQL Server, as doctor sees it', () => {
  const named = { instance: 'SqlExpress' };
  const instance = (more: object) => [{ ...EXPRESS, ...more }];

  it.each<[string, object, readonly object[], Reported, RegExp, RegExp]>([
    [
      'TCP/IP off',
      named,
      instance({ TcpEnabled: false, Browser: 'Stopped' }),
      undefined,
      /^TCP\/IP is disabled for SQLEXPRESS$/,
      /Protocols for SQLEXPRESS, and enable TCP\/IP.*Restart-Service 'MSSQL\$SQLEXPRESS'/,
    ],
    [
      'SQL Server Browser running with TCP/IP off',
      named,
      instance({ TcpEnabled: false }),
      undefined,
      /SQL Server Browser runs, but has no port to report/,
      /enable TCP\/IP/,
    ],
    [
      'SQL Server Browser stopped',
      named,
      instance({ Browser: 'Disabled' }),
      undefined,
      /^SQL Server Browser is disabled, so the port of SQLEXPRESS can't be found$/,
      /^Run: Set-Service SQLBrowser -StartupType Automatic; Start-Service SQLBrowser$/,
    ],
    [
      'a fixed port beside a stopped SQL Server Browser',
      named,
      instance({ Browser: 'Stopped', Port: 1500 }),
      undefined,
      /Browser is stopped/,
      /Or set "port": 1500 instead/,
    ],
    [
      'a dynamic port where the default one is expected',
      {},
      instance({}),
      undefined,
      /no instance of this machine has port 1433: SQLEXPRESS has the dynamic port 49172/,
      /^Set sql\.instance to "SQLEXPRESS".*clear TCP Dynamic Ports and set TCP Port to 1433/,
    ],
    [
      'TCP/IP off for the default instance',
      {},
      instance({ Instance: 'MSSQLSERVER', Service: 'MSSQLSERVER', TcpEnabled: false, DynamicPort: null }),
      undefined,
      /TCP\/IP is disabled for MSSQLSERVER/,
      /Protocols for MSSQLSERVER/,
    ],
    [
      'an instance that is not there',
      { instance: 'POS' },
      instance({}),
      undefined,
      /no instance POS: it has SQLEXPRESS/,
      /Correct sql\.instance/,
    ],
    ['no SQL Server', {}, [], undefined, /no instance of SQL Server/, /Correct sql\.server/],
    [
      'a stopped service',
      named,
      instance({ State: 'Stopped' }),
      undefined,
      /the service MSSQL\$SQLEXPRESS is Stopped/,
      /Start-Service 'MSSQL\$SQLEXPRESS'/,
    ],
    [
      'a SQL Server Browser that does not respond',
      named,
      instance({}),
      undefined,
      /does not respond on UDP port 1434/,
      /Restart-Service SQLBrowser.*firewall/,
    ],
    [
      'TCP/IP that waits for a restart',
      named,
      instance({}),
      [{ name: 'SQLEXPRESS', port: undefined }],
      /reports no TCP port of SqlExpress/,
      /restart the service SQL Server/,
    ],
    [
      'an instance elsewhere that is not running',
      { ...named, server: 'till-1' },
      [],
      [],
      /on till-1 reports no running instance SqlExpress/,
      /On till-1, enable TCP\/IP/,
    ],
  ])('%s is named, with what to click or run', async (_what, sql, rows, reported, detail, remedy) => {
    expect(await examine(sql, rows, reported)).toEqual([
      {
        part: 'SQL Server instance',
        ok: false,
        detail: expect.stringMatching(detail),
        remedy: expect.stringMatching(remedy),
      },
    ]);
  });

  it('is well by a fixed port, or as SQL Server Browser reports it', async () => {
    expect(await examine({ port: 1500 }, instance({ Port: 1500, DynamicPort: null }), [])).toEqual([
      { part: 'SQL Server instance', ok: true, detail: 'SQLEXPRESS, Express Edition, port 1500' },
    ]);
    expect(await examine(named, instance({}), [{ name: 'SQLEXPRESS', port: 49_172 }])).toEqual([
      { part: 'SQL Server instance', ok: true, detail: 'SqlExpress, port 49172 by SQL Server Browser' },
    ]);
  });

  it('is a warning by a dynamic port, which another start may change', async () => {
    expect(await examine({ port: 49_172 }, instance({}), [])).toMatchObject([
      { ok: true, warning: true, remedy: expect.stringContaining('set TCP Port to 49172') },
    ]);
  });

  it('is not asked about where a port of another machine is set, which connecting shows', async () => {
    expect(await examine({ server: 'till-1', port: 1433 }, [], [])).toEqual([]);
  });
});
