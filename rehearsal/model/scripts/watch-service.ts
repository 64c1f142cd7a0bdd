/** How scripts wait for services, and what they may not touch. */
import { ModelRefusal } from '../refusal.js';
import type { ServiceKey } from '../service-keys.js';
import type { VenueModel } from '../state.js';
import type { ScriptCall, Wait } from './script.js';

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

export type Watched = 'Stable' | 'Failed' | 'Flapping' | 'RestartedByOther' | 'Missing' | 'Timeout';

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
