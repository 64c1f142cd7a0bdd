/** Scripts that start and stop a service, and wait for what becomes of it. */
import { controlEvents } from '../events.js';
import { addPlannedStops, removePlannedStops } from '../monitor.js';
import { ModelRefusal, serviceRefusal } from '../refusal.js';
import type { ServiceKey } from '../service-keys.js';
import type { VenueModel } from '../state.js';
import { machineNow } from '../time.js';
import { DEPENDENCY_WAIT_MS, startRefusal, startService, stopService } from '../windows/control.js';
import { stopOrder } from '../windows/services.js';
import { key, number, type ScriptCall, type ScriptRun, text, type Wait } from './script.js';
import { confirmControl, startReach, type Watched, watchService } from './watch-service.js';

const DEATHS = [7023, 7024, 7031, 7034];
const TROUBLES = [7000, 7001, 7009, 7011, 7022, 7023, 7024, 7031, 7032, 7034, 7038, 7041];
const REFUSED_AGAIN_MS = 250;
const ROUNDS = 2;

/** Starts what it depends on first and waits for that, as Windows does before it answers. */
export function* askStart(model: VenueModel, of: ServiceKey): Wait<number> {
  const service = model.services[of];
  const refusal = startRefusal(service);
  if (refusal !== 0) return refusal;
  for (const needed of service.dependsOn) {
    const result = model.services[needed].state === 'Running' ? 0 : yield* askStart(model, needed);
    if (result !== 0 && result !== 1056) return 1068;
    for (const until = model.at + DEPENDENCY_WAIT_MS; model.services[needed].state !== 'Running'; ) {
      if (model.services[needed].state === 'Stopped' || model.at >= until) return 1068;
      yield model.timing.poll;
    }
  }
  return startService(model, of);
}

export function* start(model: VenueModel, call: ScriptCall): ScriptRun {
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
  if (service.installed && service.state === 'Stopped') {
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
      ExitCode: service.installed ? service.exitCode : null,
      ServiceExitCode: service.installed ? 0 : null,
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

export function* stop(model: VenueModel, call: ScriptCall): ScriptRun {
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
      const timeoutMs = isUp ? graceMs + model.timing.watch : 4 * model.timing.watch;
      const watch = {
        key: of,
        state: 'Stopped',
        timeoutMs,
        stableMs: model.timing.watch,
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
