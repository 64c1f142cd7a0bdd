/** Starting, stopping and re-moding one Windows service, as steps that any saga may use. Running means running *and stable*. */
import { AppError } from '../../errors.js';
import type { Restoration, Step, StepRun } from '../runner/step.js';
import type { Memory } from '../words/operation.js';
import { HOST_START_MODES, HOST_STATES, type HostStartMode } from '../words/services.js';
import type { Settings } from '../words/settings.js';
import { onlyRow } from '../world/script-output.js';

const OUTCOMES = [
  'Stable',
  'Failed',
  'Flapping',
  'RestartedByOther',
  'Missing',
  'Timeout',
  'Stopped',
] as const;

/** For the looks before and after something is put back. */
const LOOKS_MS = 25_000;

export interface ServiceName {
  readonly key: string;
  readonly displayName: string;
}

/** What was, as a step remembers it. */
async function serviceMemory(run: StepRun, key: string): Promise<Memory> {
  const row = onlyRow(await run.script('Get-ServiceState', { Key: [key] }), 'Get-ServiceState');
  return { state: row.oneOf('State', HOST_STATES), startMode: row.optionalText('StartMode') ?? null };
}

/** Starts a service and waits until it is stable; writes one row with its Outcome. */
export function startScript(key: string, { startTimeoutSeconds, stableSeconds }: Settings) {
  const parameters = { Key: key, TimeoutSeconds: startTimeoutSeconds, StableSeconds: stableSeconds };
  const deadlineMs = (startTimeoutSeconds + stableSeconds + 15) * 1000;
  return { script: 'Start-VenueHostService', parameters, deadlineMs };
}

export function startStep(service: ServiceName, settings: Settings): Step {
  const { key, displayName } = service;
  const { script, parameters, deadlineMs } = startScript(key, settings);
  return {
    name: `start-${key}`,
    title: `Start ${displayName}`,
    script,
    parameters,
    compensatedBy: `Stop ${displayName}, if it was stopped before`,
    deadlineMs,
    putBackMs: (settings.stopGraceSeconds + 20) * 1000 + LOOKS_MS,
    before: (run) => serviceMemory(run, key),
    async perform(run) {
      const row = onlyRow(await run.script(script, parameters), script);
      const outcome = row.oneOf('Outcome', OUTCOMES);
      const processId = row.optionalNumber('ProcessId');
      if (outcome === 'Stable') return { processId: processId ?? null };
      if (outcome === 'Missing')
        throw new AppError('SERVICE_NOT_INSTALLED', { message: `${displayName} is not installed.` });
      const exitCode = row.optionalNumber('ExitCode');
      const why = exitCode ? `; its exit code is ${exitCode}` : '';
      throw new AppError('SERVICE_START_FAILED', {
        message: `${displayName} did not start and stay running (${outcome.toLowerCase()}${why}).`,
      });
    },
    async compensate(run) {
      if (run.before['state'] === 'Running') return nothing;
      const now = await serviceMemory(run, key);
      if (now['state'] === 'Missing') return nothing;
      // Also when it is stopped by now: Services Monitor is told of the stop, or it would start again what has just died.
      await run.script('Stop-VenueHostService', { Key: key, GraceSeconds: settings.stopGraceSeconds });
      const { state } = await serviceMemory(run, key);
      return restoration(
        state === 'Stopped',
        `${displayName} is stopped, as before.`,
        `${displayName} is still ${String(state)}.`,
      );
    },
  };
}

export function stopStep(service: ServiceName, settings: Settings): Step {
  const { key, displayName } = service;
  const script = 'Stop-VenueHostService';
  const parameters = { Key: key, GraceSeconds: settings.stopGraceSeconds };
  return {
    name: `stop-${key}`,
    title: `Stop ${displayName}`,
    script,
    parameters,
    compensatedBy: `Start ${displayName} again, if it was running before`,
    deadlineMs: (settings.stopGraceSeconds + 20) * 1000,
    putBackMs: startScript(key, settings).deadlineMs + LOOKS_MS,
    before: (run) => serviceMemory(run, key),
    async perform(run) {
      const row = onlyRow(await run.script(script, parameters), script);
      const outcome = row.oneOf('Outcome', OUTCOMES);
      if (outcome === 'Stopped' || outcome === 'Missing') return undefined;
      if (outcome === 'RestartedByOther') {
        throw new AppError('SERVICE_RESTARTED_BY_OTHER', {
          message: `${displayName} was started again by ${await whoRestarts(run, key)}.`,
        });
      }
      throw new AppError('SERVICE_STOP_FAILED', {
        message: `${displayName} did not stop (${outcome.toLowerCase()}).`,
      });
    },
    async compensate(run) {
      if (run.before['state'] !== 'Running') return nothing;
      const start = startScript(key, settings);
      await run.script(start.script, start.parameters, { deadlineMs: start.deadlineMs });
      const { state } = await serviceMemory(run, key);
      return restoration(
        state === 'Running',
        `${displayName} is running, as before.`,
        `${displayName} is ${String(state)}.`,
      );
    },
  };
}

/** Nothing logs who starts a service; a watchdog that runs is the likeliest. */
async function whoRestarts(run: StepRun, key: string): Promise<string> {
  if (key === 'services-monitor') return 'another program';
  const monitor = await serviceMemory(run, 'services-monitor').catch((): Memory => ({}));
  return monitor['state'] === 'Running'
    ? 'another program, most likely by Services Monitor: it runs and was told of the stop'
    : 'another program';
}

export function startModeStep(services: readonly ServiceName[], startMode: HostStartMode): Step {
  const script = 'Set-ServiceStartMode';
  const names = services.map((service) => service.displayName).join(' and ');
  const [first] = services;
  return {
    name: 'set-start-modes',
    title: `Set start mode of ${names} to ${startMode}`,
    script,
    ...(first ? { parameters: { Key: first.key, StartMode: startMode } } : {}),
    compensatedBy: 'The old start modes',
    deadlineMs: 30_000,
    async before(run) {
      const modes: Record<string, unknown> = {};
      for (const { key } of services) modes[key] = (await serviceMemory(run, key))['startMode'];
      return modes;
    },
    async perform(run) {
      for (const { key } of services) await run.script(script, { Key: key, StartMode: startMode });
      return undefined;
    },
    async compensate(run) {
      const outcomes: Restoration[] = [];
      for (const service of services) outcomes.push(await restoreStartMode(run, service));
      return {
        restored: outcomes.flatMap((outcome) => outcome.restored),
        notRestored: outcomes.flatMap((outcome) => outcome.notRestored),
      };
    },
  };
}

async function restoreStartMode(run: StepRun, { key, displayName }: ServiceName): Promise<Restoration> {
  const was = HOST_START_MODES.find((mode) => mode === run.before[key]);
  const now = await serviceMemory(run, key);
  if (!was || now['startMode'] === was || now['state'] === 'Missing') return nothing;
  await run.script('Set-ServiceStartMode', { Key: key, StartMode: was });
  const { startMode } = await serviceMemory(run, key);
  return restoration(
    startMode === was,
    `${displayName}'s start mode is ${was}, as before.`,
    `${displayName}'s start mode is ${String(startMode)}, not ${was}.`,
  );
}

export const nothing: Restoration = { restored: [], notRestored: [] };

/** One item, by what was seen after it was put back. */
export function restoration(held: boolean, restored: string, notRestored: string): Restoration {
  return held ? { restored: [restored], notRestored: [] } : { restored: [], notRestored: [notRestored] };
}
