/** The instances of SQL Server on this machine, as Windows' registry has them, and what each lacks to be reached. */
import { hostname } from 'node:os';
import type { ScriptRunner } from '../domain/ports/script-runner.js';
import { Row } from '../domain/scripts/output.js';

export interface SqlInstance {
  readonly name: string;
  /** Of Windows. */
  readonly service: string;
  readonly state: string;
  readonly tcpEnabled: boolean;
  readonly port: number | undefined;
  readonly dynamicPort: number | undefined;
  readonly edition: string;
  /** The state of SQL Server Browser. */
  readonly browser: string;
}

/** The name of the instance without a name. */
export const DEFAULT_INSTANCE = 'MSSQLSERVER';
export const DEFAULT_PORT = 1433;

const script = 'Find-SqlInstance';

export async function findSqlInstances(runner: ScriptRunner): Promise<readonly SqlInstance[]> {
  const { output } = await runner.run({ script, deadlineMs: 20_000 });
  return output.map((value) => {
    const row = new Row(value, script);
    return {
      name: row.text('Instance'),
      service: row.text('Service'),
      state: row.text('State'),
      tcpEnabled: row.flag('TcpEnabled'),
      port: row.optionalNumber('Port'),
      dynamicPort: row.optionalNumber('DynamicPort'),
      edition: row.optionalText('Edition') ?? '',
      browser: row.text('Browser'),
    };
  });
}

export function isThisMachine(server: string): boolean {
  const names = ['localhost', '127.0.0.1', '::1', hostname().toLowerCase()];
  return names.includes(server.toLowerCase());
}
