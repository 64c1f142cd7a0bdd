/** What PowerShell says of this machine and of its services. */
import type { ScriptRunner } from '../ports/script-runner.js';
import { onlyRow, Row } from '../scripts/output.js';
import { HOST_START_MODES, HOST_STATES, type HostStartMode, type HostState } from '../types/services.js';
import { knownVersion } from '../types/swiftpos-version.js';

/** Services Monitor restarts nothing by the clock. */
export const NO_RESTART = 'none';

export interface VenueHost {
  /** Undefined: it could not be read, which proves neither that this is another machine nor that it is the same. */
  readonly machineId: string | undefined;
  /** Started as Administrator. */
  readonly elevated: boolean;
  /** Undefined: not known. */
  readonly swiftposVersion: string | undefined;
  /** The web server of SwiftAPI. */
  readonly webServer: 'Running' | 'Stopped' | 'Unknown';
  /** HH:mm in venue time, when Services Monitor restarts everything daily; undefined: not known. */
  readonly dailyRestartAt: string | typeof NO_RESTART | undefined;
  /** Keys of what people or rollbacks planned to stop: Services Monitor ignores it. */
  readonly plannedStops: readonly string[];
  /** Keys of what stopped with Services Monitor and did not start again with it. */
  readonly notStarted: readonly string[];
}

/** HH:mm; undefined also where it is not known. */
export function restartTime(host: VenueHost | undefined): string | undefined {
  return host?.dailyRestartAt === NO_RESTART ? undefined : host?.dailyRestartAt;
}

export interface HostService {
  readonly key: string;
  readonly displayName: string;
  readonly installed: boolean;
  readonly state: HostState;
  readonly startMode: HostStartMode | undefined;
  readonly version: string | undefined;
  readonly processId: number | undefined;
  readonly startedAt: Date | undefined;
  readonly exitCode: number | undefined;
  /** Keys of the services that must run for it. */
  readonly dependsOn: readonly string[];
  /** What a Windows cluster calls it, empty where that can't be determined; undefined: no cluster runs it. */
  readonly clusterResource?: string;
  /** The planned stops for which the control plane stopped it, by name; empty where none is left. Undefined: it did not stop it. */
  readonly stoppedFor?: string;
  readonly observedAt: Date;
}

export async function getVenueHost(scripts: ScriptRunner): Promise<VenueHost> {
  const script = 'Get-VenueHost';
  const { output } = await scripts.run({ script, deadlineMs: 10_000 });
  const row = onlyRow(output, script);
  return {
    machineId: row.optionalText('MachineId'),
    elevated: row.flag('Elevated'),
    swiftposVersion: knownVersion(row.optionalText('SwiftposVersion')),
    webServer: row.oneOf('WebServer', ['Running', 'Stopped', 'Unknown']),
    dailyRestartAt: row.optionalText('DailyRestartAt'),
    plannedStops: row.texts('PlannedStops'),
    notStarted: row.texts('NotStarted'),
  };
}

/** Callers that share a call of PowerShell share its rows: the same list. */
const readOf = new WeakMap<readonly unknown[], readonly HostService[]>();

export async function getHostServices(
  scripts: ScriptRunner,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<readonly HostService[]> {
  const script = 'Get-ServiceState';
  const { output } = await scripts.run({
    script,
    parameters: { Key: keys },
    deadlineMs: 10_000,
    ...(signal ? { signal } : {}),
  });
  const services = readOf.get(output) ?? output.map((value) => readService(new Row(value, script)));
  readOf.set(output, services);
  return services;
}

/** One row of Get-ServiceState. */
export function readService(row: Row): HostService {
  const startMode = row.optionalText('StartMode');
  const clusterResource = row.nullableText('ClusterResource');
  const stoppedFor = row.nullableText('StoppedFor');
  return {
    key: row.text('Key'),
    displayName: row.text('DisplayName'),
    installed: row.flag('Installed'),
    state: row.oneOf('State', HOST_STATES),
    startMode: startMode === undefined ? undefined : row.oneOf('StartMode', HOST_START_MODES),
    version: row.optionalText('Version'),
    processId: row.optionalNumber('ProcessId'),
    startedAt: row.optionalDate('StartedAt'),
    exitCode: row.optionalNumber('ExitCode'),
    dependsOn: row.texts('DependsOn'),
    ...(clusterResource === undefined ? {} : { clusterResource }),
    ...(stoppedFor === undefined ? {} : { stoppedFor }),
    observedAt: row.date('ObservedAt'),
  };
}

/** Installed ones that depend on it, also by way of others, in the order in which they stop. */
export function dependentsOf(services: readonly HostService[], key: string): HostService[] {
  const found: HostService[] = [];
  const visit = (needed: string): void => {
    for (const service of services) {
      if (!service.dependsOn.includes(needed) || !service.installed || found.includes(service)) continue;
      visit(service.key);
      if (!found.includes(service)) found.push(service);
    }
  };
  visit(key);
  return found;
}

/**
 * Keys of what Windows starts with a service, itself first: what it depends on, also by way of others, and
 * doesn't run.
 */
export function startedWith(services: readonly HostService[], key: string): string[] {
  const found = [key];
  for (const each of found) {
    const needed = services.find((service) => service.key === each)?.dependsOn ?? [];
    const isRunning = (other: string) =>
      services.some((service) => service.key === other && service.state === 'Running');
    found.push(...needed.filter((other) => !found.includes(other) && !isRunning(other)));
  }
  return found;
}
