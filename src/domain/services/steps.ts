/** Steps that start, stop or change the start mode of a Windows service, for any saga. Running means running *and stable*. */
import { AppError } from '../../errors/errors.js';
import { deadlineForTwo } from '../operations/steps/deadline.js';
import { nothing, restoration, restoreEach, together } from '../operations/steps/restoration.js';
import type { Restoration, Step, StepRun } from '../operations/steps/step.js';
import { onlyRow, type Row } from '../scripts/output.js';
import { type HostStartMode, serviceName } from '../types/services.js';
import type { Settings } from '../types/settings.js';
import { dependentsOf, type HostService, startedWith } from '../venue/host.js';
import {
  isUp,
  readEveryService,
  readServiceState,
  type ServiceMemory,
  type ServiceName,
  type ServicesBefore,
  servicesBefore,
} from './memory.js';
import { startScript, stopScript } from './scripts.js';
import { failureText, leftAlone, stopAgain, stoppedAsBefore } from './stop-again.js';

export const OUTCOMES = [
  'Stable',
  'Failed',
  'Flapping',
  'RestartedByOther',
  'Missing',
  'Timeout',
  'Stopped',
] as const;

/** For the checks before and after something is restored. */
const CHECKS_MS = 25_000;
/** For setting a start mode. */
export const MODE_MS = 30_000;

/**
 * Whether a rollback stops a service again. Without it none is: what a clerk asked to start is left as it is,
 * because Services Monitor or others may have started it by then.
 */
export type StopsAgain = (key: string, before: ServiceMemory) => boolean;

/** `was`: how it was before the operation; read by the step where no one did. */
export function startStep(
  service: ServiceName,
  settings: Settings,
  { was, stopsAgain }: { readonly was?: ServiceMemory | undefined; readonly stopsAgain?: StopsAgain },
): Step {
  const { key, displayName } = service;
  const { script, parameters, deadlineMs } = startScript(key, settings);
  return {
    name: `start-${key}`,
    title: `Start ${displayName}`,
    script,
    parameters,
    compensatedBy: stopsAgain ? `Stop ${displayName}, if it was stopped before` : 'None: it is left as it is',
    deadlineMs: deadlineForTwo(deadlineMs),
    restoreMs: stopScript(key, settings).deadlineMs + CHECKS_MS,
    async before(run) {
      const services = await readEveryService(run);
      const stopped = startedWith(services, key).filter((each) => each !== key);
      const needed = servicesBefore(services.filter((each) => stopped.includes(each.key)));
      return { ...(was ?? servicesBefore(services)[key]), needed };
    },
    async perform(run) {
      const row = onlyRow(await run.script(script, parameters, { deadlineMs }), script);
      const outcome = row.oneOf('Outcome', OUTCOMES);
      const processId = row.optionalNumber('ProcessId');
      if (outcome === 'Stable') return { processId: processId ?? null };
      if (outcome === 'Missing')
        throw new AppError('SERVICE_NOT_INSTALLED', { message: `${displayName} is not installed.` });
      throw new AppError('SERVICE_START_FAILED', {
        message: `${displayName} did not start and stay running (${outcome.toLowerCase()}${exitCodeOf(row)}).`,
      });
    },
    async compensate(run) {
      const { needed = {}, ...before } = run.before as unknown as StartMemory;
      if (isUp(before)) return nothing;
      const { state } = await readServiceState(run, key);
      if (state === 'Missing') return nothing;
      const others = await leftUp(run, needed);
      if (!stopsAgain?.(key, before))
        return together([leftAlone(displayName, before.state, state), ...others]);
      const needing = await findNeeding(run, key);
      if (needing !== undefined)
        return isUp({ state })
          ? restoration(false, '', `${displayName} was left running: "${needing}" needs it.`)
          : nothing;
      // Also when it is stopped by now: Services Monitor is notified of the stop, or it would start again what has just died.
      return together([await stopAgain(run, service, settings), ...others]);
    },
  };
}

/** How it was, and what Windows starts with it. A start that an earlier version began has no `needed`. */
interface StartMemory extends ServiceMemory {
  readonly needed?: ServicesBefore;
}

/** Others may rely on them by now: they are named, not stopped. */
async function leftUp(run: StepRun, needed: ServicesBefore): Promise<readonly Restoration[]> {
  if (Object.keys(needed).length === 0) return [];
  const services = await readEveryService(run);
  return services.flatMap(({ key, displayName, state }) => {
    const before = needed[key];
    return before && isUp({ state }) ? [leftAlone(displayName, before.state, state)] : [];
  });
}

/**
 * The title of another operation that needs this service to run, or one that would stop with it: a clerk may
 * have started it for that.
 */
async function findNeeding(run: StepRun, key: string): Promise<string | undefined> {
  const needed = await run.neededByOthers();
  if (needed.size === 0) return undefined;
  const stopped = [key, ...dependentsOf(await readEveryService(run), key).map((each) => each.key)];
  return stopped.map((each) => needed.get(each)).find((title) => title !== undefined);
}

/** What stops with a service is named by `dependents`, in the order in which it stops. */
export function stopStep(
  service: ServiceName,
  settings: Settings,
  { dependents, was }: { readonly dependents: readonly ServiceName[]; readonly was: ServicesBefore },
): Step {
  const { key, displayName } = service;
  const all = [service, ...[...dependents].reverse()];
  const { script, parameters, deadlineMs } = stopScript(key, settings, all.length);
  return {
    name: `stop-${key}`,
    title:
      dependents.length > 0
        ? `Stop ${displayName}, and before it ${namesOf(dependents)}`
        : `Stop ${displayName}`,
    script,
    parameters,
    compensatedBy: `Start ${namesOf(all)} again, if running before`,
    deadlineMs,
    restoreMs: all.length * (startScript(key, settings).deadlineMs + CHECKS_MS),
    // What has started since the request stops with it, too.
    before: async (run) => ({ ...servicesBefore(await runningWith(run, key)), ...was }),
    async perform(run) {
      const row = onlyRow(await run.script(script, parameters), script);
      const outcome = row.oneOf('Outcome', OUTCOMES);
      const stopped = row.texts('StoppedDependents');
      if (stopped.length > 0) await run.say(`Stopped with it: ${stopped.map(serviceName).join(', ')}.`);
      const others = othersIn(run.before as unknown as ServicesBefore, all).map((each) => each.key);
      if (outcome === 'Stopped' || outcome === 'Missing') return { stoppedDependents: stopped, others };
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
      const before = run.before as unknown as ServicesBefore;
      const ran = [...all, ...othersIn(before, all)].filter(({ key }) => before[key] && isUp(before[key]));
      return startEachAgain(run, ran, settings);
    },
  };
}

/** What runs now and stops with a service. */
async function runningWith(run: StepRun, key: string): Promise<readonly HostService[]> {
  return dependentsOf(await readEveryService(run), key).filter(isUp);
}

/** Those that the request did not name, as they were not running then. */
export function othersIn(before: ServicesBefore, named: readonly ServiceName[]): readonly ServiceName[] {
  const keys = named.map(({ key }) => key);
  const others = Object.keys(before).filter((key) => !keys.includes(key));
  return others.map((key) => ({ key, displayName: serviceName(key) }));
}

/** Windows' number for "it ended with a number of its own", which says nothing without that one. */
const OWN_EXIT_CODE = 1066;

function exitCodeOf(row: Row): string {
  const exitCode = row.optionalNumber('ExitCode');
  if (!exitCode) return '';
  if (exitCode !== OWN_EXIT_CODE) return `; its exit code is ${exitCode}`;
  const own = row.optionalNumber('ServiceExitCode');
  return own === undefined ? '' : `; its own exit code is ${own}`;
}

function namesOf(services: readonly ServiceName[]): string {
  return services.map(({ displayName }) => displayName).join(', ');
}

/** Those that ran. */
export function startEachAgain(
  run: StepRun,
  services: readonly ServiceName[],
  settings: Settings,
): Promise<Restoration> {
  const of = ({ displayName }: ServiceName) => ({
    unseen: `${displayName} runs as before`,
    restored: runsAsBefore(displayName),
  });
  return restoreEach(services, of, (service) => startAgain(run, service, settings));
}

const runsAsBefore = (displayName: string) => `${displayName} is running, as before.`;

/** Seen afterwards, and with what Windows refused beside it. */
export async function startAgain(
  run: StepRun,
  { key, displayName }: ServiceName,
  settings: Settings,
): Promise<Restoration> {
  const { script, parameters, deadlineMs } = startScript(key, settings);
  const refused = await run.script(script, parameters, { deadlineMs }).then(() => '', failureText);
  const { state } = await readServiceState(run, key);
  return restoration(state === 'Running', runsAsBefore(displayName), `${displayName} is ${state}.${refused}`);
}

/** Nothing logs who starts a service; a watchdog that runs is the likeliest. */
async function whoRestarts(run: StepRun, key: string): Promise<string> {
  if (key === 'services-monitor') return 'another program';
  const monitor = await readServiceState(run, 'services-monitor').catch(() => undefined);
  return monitor?.state === 'Running'
    ? 'another program, probably Services Monitor, which is running'
    : 'another program';
}

interface StartModeUndo {
  readonly was?: ServicesBefore;
  /** One that a later step starts and gives that mode. Until then no start of Windows may start it. */
  readonly later?: ServiceName | undefined;
  readonly stopsAgain?: StopsAgain;
}

export function startModeStep(
  services: readonly ServiceName[],
  startMode: HostStartMode,
  settings: Settings,
  { was = {}, later, stopsAgain }: StartModeUndo,
): Step {
  const script = 'Set-ServiceStartMode';
  const names = services.filter(({ key }) => key !== later?.key).map((service) => service.displayName);
  const waits = later ? `, and of ${later.displayName} to Manual until it starts` : '';
  const [first] = services;
  return {
    name: 'set-start-modes',
    title: `Set start mode of ${names.join(' and ')} to ${startMode}${waits}`,
    script,
    ...(first ? { parameters: { Key: first.key, StartMode: startMode } } : {}),
    compensatedBy: 'The old start modes',
    deadlineMs: deadlineForTwo(services.length * MODE_MS),
    restoreMs: services.reduce((ms, { key }) => ms + stopScript(key, settings).deadlineMs + CHECKS_MS, 0),
    async before(run) {
      const before: Record<string, ServiceMemory> = {};
      for (const { key } of services) before[key] = was[key] ?? (await readServiceState(run, key));
      return before;
    },
    async perform(run) {
      for (const { key } of services) {
        const parameters = { Key: key, StartMode: key === later?.key ? 'Manual' : startMode };
        await run.script(script, parameters, { deadlineMs: MODE_MS });
      }
      return undefined;
    },
    async compensate(run) {
      const before = run.before as unknown as ServicesBefore;
      const known = services.flatMap((service) => {
        const memory = before[service.key];
        return memory ? [{ ...service, memory }] : [];
      });
      const restored = await restoreEach(
        known,
        ({ displayName, memory: { startMode } }) => ({
          unseen: `the start mode of ${displayName} is as before`,
          restored: modeIsBefore(displayName, startMode),
        }),
        (each) => modeAsBefore(each.memory, run, each),
      );
      const stopped = await restoreEach(
        known.filter(({ key, memory }) => stopsAgain?.(key, memory)),
        ({ displayName }) => ({
          unseen: `${displayName} is stopped`,
          restored: stoppedAsBefore(displayName),
        }),
        (each) => stoppedAgain(run, each, settings),
      );
      return together([restored, stopped]);
    },
  };
}

const modeIsBefore = (displayName: string, startMode: HostStartMode | null) =>
  `${displayName}'s start mode is ${startMode}, as before.`;

async function modeAsBefore(
  { state, startMode }: ServiceMemory,
  run: StepRun,
  { key, displayName }: ServiceName,
): Promise<Restoration> {
  // What was not there has nothing to go back to: anyone who installed it takes it away again.
  if (state === 'Missing' || !startMode) return nothing;
  const now = await readServiceState(run, key);
  if (now.state === 'Missing' || now.startMode === startMode) return nothing;
  await run.script('Set-ServiceStartMode', { Key: key, StartMode: startMode });
  const seen = await readServiceState(run, key);
  return restoration(
    seen.startMode === startMode,
    modeIsBefore(displayName, startMode),
    `${displayName}'s start mode is ${String(seen.startMode)}, not ${startMode}.`,
  );
}

/** In between the machine may have started what was Automatic for a while. */
async function stoppedAgain(run: StepRun, service: ServiceName, settings: Settings): Promise<Restoration> {
  const { state } = await readServiceState(run, service.key);
  if (isUp({ state })) return stopAgain(run, service, settings);
  // It may have stopped only after an earlier step's last query.
  return state === 'Stopped' ? { ...nothing, found: [stoppedAsBefore(service.displayName)] } : nothing;
}
