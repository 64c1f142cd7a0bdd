/** Scripts about services: read, start, stop, set, and the machine's boot. */
import { controlEvents } from '../events.js';
import { addPlannedStops, removePlannedStops } from '../monitor.js';
import { ModelRefusal, serviceRefusal } from '../refusal.js';
import { setStartMode, startService, stopOrder, stopService } from '../services.js';
import { SERVICE_KEYS, type ServiceKey, type StartMode, type VenueModel } from '../state.js';
import { iso, isoOrNull, machineNow } from '../time.js';
import {
  key,
  keys,
  number,
  type Output,
  type Script,
  type ScriptCall,
  type ScriptRun,
  text,
  type Wait,
} from './script.js';

const DEATHS = [7023, 7024, 7031, 7034];
const TROUBLES = [7000, 7001, 7009, 7011, 7022, 7023, 7024, 7031, 7032, 7034, 7038, 7041];
const WATCH_MS = 3000;
const REFUSED_AGAIN_MS = 250;
const DEPENDENCY_MS = 8000;
const ROUNDS = 2;

/** Past a cluster nothing is started or stopped. */
export function confirmControl(model: VenueModel, all: readonly ServiceKey[]): void {
  const found = all
    .map((each) => model.services[each])
    .find(({ clusterResource }) => clusterResource !== null);
  if (!found) return;
  throw new ModelRefusal(
    'CLUSTERED_SERVICE',
    `A Windows cluster manages ${found.displayName}. It was not changed.`,
  );
}

/** What a start would take with it. */
export function startReach(model: VenueModel, of: ServiceKey): ServiceKey[] {
  const needed = model.services[of].dependsOn.filter((each) => model.services[each].state !== 'Running');
  return [of, ...needed.flatMap((each) => startReach(model, each))];
}

function getServiceState(model: VenueModel, call: ScriptCall): Output {
  const observedAt = iso(machineNow(model));
  return keys(call).map((each) => {
    const service = model.services[each];
    if (!service.installed) return missing(each, service.displayName, observedAt);
    return {
      Key: each,
      DisplayName: service.displayName,
      Installed: true,
      State: service.state,
      StartMode: service.startMode,
      Version: service.version,
      ProcessId: service.processId,
      StartedAt: isoOrNull(service.startedAt),
      ExitCode: service.exitCode,
      DependsOn: [...service.dependsOn],
      ClusterResource: service.clusterResource,
      ObservedAt: observedAt,
    };
  });
}

function missing(of: ServiceKey, displayName: string, observedAt: string): object {
  return {
    Key: of,
    DisplayName: displayName,
    Installed: false,
    State: 'Missing',
    StartMode: null,
    Version: null,
    ProcessId: null,
    StartedAt: null,
    ExitCode: null,
    DependsOn: [],
    ClusterResource: null,
    ObservedAt: observedAt,
  };
}

function setMode(model: VenueModel, call: ScriptCall): Output {
  const service = model.services[key(call)];
  const previous = service.installed ? service.startMode : null;
  confirmControl(model, [service.key]);
  const startMode = text(call, 'StartMode') as StartMode;
  const result = setStartMode(model, service.key, startMode);
  if (result !== 0) throw serviceRefusal(model, service.key, result, 'SERVICE_CONFIGURE_REFUSED');
  return [{ Key: service.key, StartMode: startMode, Previous: previous }];
}

type Watched = 'Stable' | 'Failed' | 'Flapping' | 'RestartedByOther' | 'Missing' | 'Timeout';

interface Watch {
  readonly key: ServiceKey;
  readonly state: 'Running' | 'Stopped';
  readonly timeoutMs: number;
  readonly stableMs: number;
  /** The process that was there before a stop. */
  readonly processId?: number | null;
  readonly progress?: ScriptCall['progress'] | undefined;
}

/** Waits until a service is in a state and stays there, as Wait-HostService.ps1 does. */
export function* watchService(model: VenueModel, watch: Watch): Wait<Watched> {
  const service = model.services[watch.key];
  const began = model.at;
  const processIds = new Set<number>();
  let steadySince: number | undefined;
  for (let reported = -1; ; ) {
    if (service.processId !== null) processIds.add(service.processId);
    if (!service.installed) return 'Missing';
    const failure =
      watch.state === 'Running'
        ? startFailure(service.state, processIds)
        : stopFailure(service, watch.processId ?? null, steadySince !== undefined);
    if (failure) return failure;
    if (service.state !== watch.state) steadySince = undefined;
    else steadySince ??= model.at;
    if (steadySince !== undefined && model.at - steadySince >= watch.stableMs) return 'Stable';
    const elapsed = model.at - began;
    if (elapsed >= watch.timeoutMs) return 'Timeout';
    if (Math.floor(elapsed / 1000) > reported) {
      reported = Math.floor(elapsed / 1000);
      watch.progress?.(
        Math.min(99, Math.floor((100 * elapsed) / watch.timeoutMs)),
        `${service.state}, ${reported} s`,
      );
    }
    yield model.timing.poll;
  }
}

function startFailure(state: string, processIds: ReadonlySet<number>): Watched | undefined {
  if (processIds.size > 1) return 'Flapping';
  return state === 'Stopped' ? 'Failed' : undefined;
}

function stopFailure(
  { state, processId }: { state: string; processId: number | null },
  before: number | null,
  wasStopped: boolean,
): Watched | undefined {
  const isAlive = state === 'Running' || state === 'StartPending';
  return isAlive && (wasStopped || (before !== null && processId !== before))
    ? 'RestartedByOther'
    : undefined;
}

/** Starts what it depends on first and waits for that, as Windows does before it answers. */
function* askStart(model: VenueModel, of: ServiceKey): Wait<number> {
  const service = model.services[of];
  if (!service.installed || service.startMode === 'Disabled') return startService(model, of);
  for (const needed of service.dependsOn) {
    const result = model.services[needed].state === 'Running' ? 0 : yield* askStart(model, needed);
    if (result !== 0 && result !== 1056) return 1068;
    for (const until = model.at + DEPENDENCY_MS; model.services[needed].state !== 'Running'; ) {
      if (model.services[needed].state === 'Stopped' || model.at >= until) return 1068;
      yield model.timing.poll;
    }
  }
  return startService(model, of);
}

function* start(model: VenueModel, call: ScriptCall): ScriptRun {
  const of = key(call);
  const timeoutMs = number(call, 'TimeoutSeconds', 30) * 1000;
  const service = model.services[of];
  const since = machineNow(model);
  removePlannedStops(model, [of, ...service.dependsOn]);
  if (service.state === 'StopPending')
    yield* watchService(model, {
      key: of,
      state: 'Stopped',
      timeoutMs,
      stableMs: 0,
      processId: service.processId,
    });
  if (!service.installed || service.state === 'Stopped') {
    confirmControl(model, startReach(model, of));
    const result = yield* askStart(model, of);
    if (result !== 0 && result !== 1056) throw serviceRefusal(model, of, result, 'SERVICE_START_REFUSED');
  }
  const stableMs = number(call, 'StableSeconds', 3) * 1000;
  const seen = yield* watchService(model, {
    key: of,
    state: 'Running',
    timeoutMs,
    stableMs,
    progress: call.progress,
  });
  if (seen === 'Stable' && !model.machine.isEventLogReadable)
    throw new ModelRefusal('EVENT_LOG_UNREADABLE', 'The event log could not be read.');
  const events = controlEvents(model, of, since).filter((id) => TROUBLES.includes(id));
  const outcome = seen === 'Stable' && events.some((id) => DEATHS.includes(id)) ? 'Flapping' : seen;
  return [
    {
      Key: of,
      Outcome: outcome,
      State: stateOf(model, of),
      ProcessId: service.processId,
      ExitCode: service.exitCode,
      ServiceExitCode: 0,
      EventIds: [...new Set(events)],
    },
  ];
}

function stateOf(model: VenueModel, of: ServiceKey): string {
  const { installed, state } = model.services[of];
  return installed ? state : 'Missing';
}

/** One that is starting takes no stop yet: it is asked again. */
function* requestStop(model: VenueModel, of: ServiceKey, graceMs: number): Wait<void> {
  for (const until = model.at + graceMs; ; ) {
    const result = stopService(model, of);
    if (result === 0 || result === 1062) return;
    if (result !== 1061 || model.at >= until) throw serviceRefusal(model, of, result, 'SERVICE_STOP_REFUSED');
    yield REFUSED_AGAIN_MS;
  }
}

/** Dependents first, each waited for; answers those that stopped. */
export function* stopAll(model: VenueModel, of: ServiceKey, graceMs: number): Wait<ServiceKey[]> {
  const order = stopOrder(model, of);
  confirmControl(model, order);
  const stopped: ServiceKey[] = [];
  for (const dependent of order.slice(0, -1)) {
    const until = model.at + graceMs;
    yield* requestStop(model, dependent, graceMs);
    while (model.services[dependent].state !== 'Stopped') {
      if (model.at >= until) return stopped;
      yield model.timing.poll;
    }
    stopped.push(dependent);
  }
  yield* requestStop(model, of, graceMs);
  return stopped;
}

function* stop(model: VenueModel, call: ScriptCall): ScriptRun {
  const of = key(call);
  const graceMs = number(call, 'GraceSeconds', 20) * 1000;
  const isRollback = text(call, 'PlannedUntil') === 'Stopped';
  const service = model.services[of];
  const dependents: ServiceKey[] = [];
  let stopping: ServiceKey[] = [];
  let outcome = '';
  try {
    // Twice, as a start may have begun before Services Monitor knew of the planned stop.
    for (let round = 1; round <= ROUNDS; round += 1) {
      stopping = stopOrder(model, of);
      confirmControl(model, stopping);
      addPlannedStops(model, stopping, isRollback ? 'rollback' : 'service-control');
      const { processId } = service;
      const isUp = service.installed && service.state !== 'Stopped';
      if (isUp) dependents.push(...(yield* stopAll(model, of, graceMs)));
      const timeoutMs = isUp ? graceMs + WATCH_MS : 4 * WATCH_MS;
      const watch = {
        key: of,
        state: 'Stopped',
        timeoutMs,
        stableMs: WATCH_MS,
        processId,
        progress: call.progress,
      } as const;
      const seen = yield* watchService(model, watch);
      outcome = outcomeOf(seen, isUp, stateOf(model, of));
      if (outcome !== 'RestartedByOther') break;
    }
  } finally {
    if (isRollback) removePlannedStops(model, [...stopping, of]);
  }
  return [
    {
      Key: of,
      Outcome: outcome,
      State: stateOf(model, of),
      ExitCode: service.installed ? service.exitCode : null,
      StoppedDependents: [...new Set(dependents)],
      MonitorReleased: true,
    },
  ];
}

function outcomeOf(seen: Watched, wasUp: boolean, state: string): string {
  if (seen === 'Stable' || seen === 'Missing' || (state === 'Stopped' && !wasUp)) return 'Stopped';
  return wasUp ? seen : 'RestartedByOther';
}

function* bootServices(model: VenueModel): ScriptRun {
  const started: ServiceKey[] = [];
  for (const each of SERVICE_KEYS) {
    const { installed, startMode, state } = model.services[each];
    if (!installed || !startMode.startsWith('Automatic') || state !== 'Stopped') continue;
    if ((yield* askStart(model, each)) === 0) started.push(each);
  }
  return [{ Started: started }];
}

export const serviceScripts = {
  'Get-ServiceState': { changes: false, run: getServiceState },
  'Set-ServiceStartMode': { changes: true, run: setMode },
  'Start-VenueHostService': { changes: true, run: start },
  'Stop-VenueHostService': { changes: true, run: stop },
  'Initialize-VenueHost': { changes: true, run: bootServices },
} satisfies Record<string, Script>;
