/** Why the instance of SQL Server can't be reached, or soon can't: TCP/IP, a dynamic port, SQL Server Browser. What to click or run is in the remedy. */
import type { Config } from '../../config/config.js';
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import type { CommandContext } from '../command-context.js';
import {
  DEFAULT_INSTANCE,
  DEFAULT_PORT,
  findSqlInstances,
  isThisMachine,
  type SqlInstance,
} from '../sql-instances.js';

type Asked = { readonly config: Pick<Config, 'sql'> } & Pick<CommandContext, 'querySqlBrowser'>;
type Wanted = NonNullable<Config['sql']>;
const part = 'SQL Server instance';

/** Nothing where no SQL Server is named, or one elsewhere by its port: connecting shows all of that. */
export async function sqlInstance(context: Asked, runner: ScriptRunner): Promise<readonly DoctorRow[]> {
  const { sql } = context.config;
  if (!sql || (!isThisMachine(sql.server) && sql.instance === undefined)) return [];
  const found = isThisMachine(sql.server) ? judgeHere(await findSqlInstances(runner), sql) : undefined;
  return [found ?? (await judgeBrowser(context, sql, sql.instance ?? DEFAULT_INSTANCE))];
}

/** Undefined: all that this machine knows is well, and SQL Server Browser has the last word. */
function judgeHere(instances: readonly SqlInstance[], sql: Wanted): DoctorRow | undefined {
  const named = sql.instance;
  const port = sql.port ?? DEFAULT_PORT;
  const one = instances.find((each) =>
    named === undefined
      ? [each.port, each.dynamicPort].includes(port)
      : each.name.toLowerCase() === named.toLowerCase(),
  );
  if (!one) return notHere(instances, sql);
  if (!one.tcpEnabled) return tcpOff(one);
  if (one.state !== 'Running')
    return bad(`the service ${one.service} is ${one.state}`, `Run: Start-Service '${one.service}'`);
  if (named !== undefined) return one.browser === 'Running' ? undefined : browserOff(one);
  const detail = `${one.name}, ${one.edition || 'edition unknown'}, port ${port}`;
  if (one.port === port) return { part, ok: true, detail };
  return {
    part,
    ok: true,
    warning: true,
    detail: `${detail}, which is dynamic: another start of SQL Server may change it`,
    remedy: fixedPort(one, port),
  };
}

function notHere(instances: readonly SqlInstance[], { instance, port = DEFAULT_PORT }: Wanted): DoctorRow {
  const [only] = instances;
  if (!only)
    return bad(
      'this machine has no instance of SQL Server',
      'Correct sql.server in config.json, or install SQL Server.',
    );
  const names = instances.map(({ name }) => name).join(', ');
  if (instance !== undefined)
    return bad(
      `this machine has no instance ${instance}: it has ${names}`,
      'Correct sql.instance in config.json.',
    );
  const off = instances.find((each) => each.name === DEFAULT_INSTANCE && !each.tcpEnabled);
  if (off) return tcpOff(off);
  const ports = instances.map((each) => `${each.name} ${portOf(each)}`).join(', ');
  return bad(
    `no instance of this machine has port ${port}: ${ports}`,
    `Set sql.instance to "${only.name}" in config.json, which finds a dynamic port through SQL Server Browser. Or: ${fixedPort(only, port)}`,
  );
}

function portOf({ tcpEnabled, port, dynamicPort }: SqlInstance): string {
  if (!tcpEnabled) return 'has TCP/IP disabled';
  if (port !== undefined) return `has port ${port}`;
  return dynamicPort === undefined ? 'has a dynamic port' : `has the dynamic port ${dynamicPort}`;
}

function tcpOff({ name, service, browser }: SqlInstance): DoctorRow {
  const detail = `TCP/IP is disabled for ${name}`;
  return bad(
    browser === 'Running' ? `${detail}: SQL Server Browser runs, but has no port to report` : detail,
    `In SQL Server Configuration Manager open SQL Server Network Configuration > Protocols for ${name}, and enable TCP/IP. Then, at a quiet time, run: Restart-Service '${service}'`,
  );
}

function browserOff(one: SqlInstance): DoctorRow {
  const start =
    one.browser === 'Missing'
      ? 'Install SQL Server Browser from the setup of SQL Server.'
      : 'Run: Set-Service SQLBrowser -StartupType Automatic; Start-Service SQLBrowser';
  const instead =
    one.port === undefined ? '' : ` Or set "port": ${one.port} instead of "instance" in sql of config.json.`;
  return bad(
    `SQL Server Browser is ${one.browser.toLowerCase()}, so the port of ${one.name} can't be found`,
    `${start}${instead}`,
  );
}

function fixedPort({ name, service }: SqlInstance, port: number): string {
  return `In SQL Server Configuration Manager open Protocols for ${name} > TCP/IP > IP Addresses > IPAll, clear TCP Dynamic Ports and set TCP Port to ${port}. Then, at a quiet time, run: Restart-Service '${service}'`;
}

async function judgeBrowser(
  { querySqlBrowser }: Asked,
  { server }: Wanted,
  name: string,
): Promise<DoctorRow> {
  const reported = await querySqlBrowser(server);
  if (!reported)
    return bad(
      `SQL Server Browser on ${server} does not respond on UDP port 1434`,
      `Run "Restart-Service SQLBrowser" on ${server}, and allow UDP port 1434 in its firewall. Or set sql.port instead of sql.instance.`,
    );
  const found = reported.find((each) => each.name.toLowerCase() === name.toLowerCase());
  const port = found?.port;
  if (port !== undefined) return { part, ok: true, detail: `${name}, port ${port} by SQL Server Browser` };
  return bad(
    found
      ? `SQL Server Browser reports no TCP port of ${name}: TCP/IP is disabled, or SQL Server was not restarted since`
      : `SQL Server Browser on ${server} reports no running instance ${name}`,
    `On ${server}, enable TCP/IP for ${name} in SQL Server Configuration Manager and restart the service SQL Server (${name}).`,
  );
}

function bad(detail: string, remedy: string): DoctorRow {
  return { part, ok: false, detail, remedy };
}
