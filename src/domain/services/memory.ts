/** The state of services before an operation, stored with it: what a rollback returns to. */
import type { StepRun } from '../operations/steps/step.js';
import { HOST_START_MS } from '../ports/script-runner.js';
import { onlyRow, Row } from '../scripts/output.js';
import {
  HOST_START_MODES,
  HOST_STATES,
  type HostStartMode,
  type HostState,
  SERVICE_KEYS,
} from '../types/services.js';
import { type HostService, readService } from '../venue/host.js';

export interface ServiceName {
  readonly key: string;
  readonly displayName: string;
}

export interface ServiceMemory {
  readonly state: HostState;
  readonly startMode: HostStartMode | null;
}

/** By key, as it is kept with the operation from its beginning on. */
export type ServicesBefore = Readonly<Record<string, ServiceMemory>>;

export function servicesBefore(services: readonly HostService[]): ServicesBefore {
  return Object.fromEntries(
    services.map(({ key, state, startMode }) => [key, { state, startMode: startMode ?? null }]),
  );
}

/** Of a read in a step: its wait for a host is a part of it. */
export const READ = { deadlineMs: HOST_START_MS + 20_000 };
/** Time for a read that hangs and the next one. */
export const READ_TWICE_MS = 2 * READ.deadlineMs;

const SCRIPT = 'Get-ServiceState';

export async function readEveryService(run: StepRun): Promise<readonly HostService[]> {
  const rows = await run.script(SCRIPT, { Key: SERVICE_KEYS }, READ);
  return rows.map((value) => readService(new Row(value, SCRIPT)));
}

/** The state of a service now. */
export async function readServiceState(run: StepRun, key: string): Promise<ServiceMemory> {
  const row = onlyRow(await run.script(SCRIPT, { Key: [key] }, READ), SCRIPT);
  const startMode = row.optionalText('StartMode');
  return {
    state: row.oneOf('State', HOST_STATES),
    startMode: startMode === undefined ? null : row.oneOf('StartMode', HOST_START_MODES),
  };
}

export function isUp({ state }: Pick<ServiceMemory, 'state'>): boolean {
  return state === 'Running' || state === 'StartPending';
}

/** Known to be stopped, or about to be: neither a paused service nor one whose state is unknown. */
export function isDown({ state }: Pick<ServiceMemory, 'state'>): boolean {
  return state === 'Stopped' || state === 'StopPending' || state === 'Missing';
}
