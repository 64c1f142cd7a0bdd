/**
 * 3. Owner: each open job, held restart, planned stop, stopped or changed service that we caused has an active operation, a deferred
 * cleanup or a finding that says what to do. At rest there are no active operations and the deferred cleanups have run.
 */
import type { VenueModel } from '../../../rehearsal/model/venue-model.js';
import { isTerminal } from '../../../src/domain/types/operation.js';
import type { PerformedAct } from '../clerks/act.js';
import type { Oracle, Simulation } from '../simulation.js';
import type { EndedOperation } from './written.js';

/** The server has said that it does so. */
const WITHDRAWS = /^The full send is still open .* The server withdraws it /;
export const GAVE_UP = /: it could not be rolled back\./;
const GATEWAY = 'gateway-client';
/** Where an onboarding waits for its break: then it holds Cloud Sync alone. */
const WAITING = 'ONBOARD/start-cloud-sync';
const LINK = ['gateway-client', 'cloud-sync'] as const;

export function owner(): Oracle {
  const stoppedBy = new Map<string, string>();
  let judged = 0;
  return {
    afterEvent(simulation) {
      for (; simulation.acts[judged]?.outcome !== undefined; judged += 1) {
        const { act, outcome } = simulation.acts[judged] as PerformedAct;
        const isStart = act.name === 'control' && act.with['key'] === GATEWAY && act.with['do'] === 'start';
        if (isStart && outcome === 'OPERATION_IN_PROGRESS' && simulation.points.atWork().join() === WAITING)
          simulation.violated('owner', `An onboarding waits to start Cloud Sync, and holds ${GATEWAY}.`);
      }
      for (const key of LINK) {
        const { stoppedBy: by, state } = simulation.model.services[key];
        if (stoppedBy.get(key) === by) continue;
        stoppedBy.set(key, by);
        if (state === 'Running' || simulation.points.kindOf(by) !== 'SERVICE_CONTROL') continue;
        const holder = simulation.points.atWork().find((step) => /^(RESYNC|ONBOARD)/.test(step));
        if (holder && holder !== WAITING)
          simulation.violated('owner', `${kindOf(simulation, by)} stopped ${key} under ${holder}.`);
      }
    },
    async atRest(simulation) {
      const { model, plane } = simulation;
      const operations = await simulation.operations();
      const isOver = (id: string) => operations.some((each) => each.id === id && isTerminal(each.state));
      const findings = plane?.status.status().findings ?? [];
      const isFound = (...codes: string[]) => findings.some(({ code }) => codes.includes(code));
      const promises = (id: string) =>
        operations.some(
          (each) => each.id === id && each.failure?.notRestored?.some((line) => WITHDRAWS.test(line)),
        );
      for (const job of model.cloud.jobs) {
        if (job.state !== 'EXPECTED' && job.state !== 'RUNNING') continue;
        if (
          isOver(job.causedBy) &&
          // A first sync continues automatically; a full send that its operation gave up takes ordering away
          // for hours.
          !(job.kind === 'FIRST' && isSent(model)) &&
          !isFound(
            'CLEANUP_OPEN',
            ...(promises(job.causedBy) ? [] : ['FULL_SEND_UNOWNED']),
            'SERVICE_DOWN',
            'SERVICE_DEGRADED',
            'CLOUD_SYNC_MISSING',
            'FIRST_SYNC_MISSING',
          )
        )
          simulation.violated(
            'owner',
            `A ${job.kind} job is open, its operation has ended, and nothing says what to do: ${sayOf(simulation)}`,
          );
      }
      const { heldBy, plannedBy } = model.monitor;
      if (heldBy !== null && isOver(heldBy) && !isFound('CLEANUP_OPEN'))
        simulation.violated(
          'owner',
          `The daily restart is suspended by ${kindOf(simulation, heldBy)}, which has ended.`,
        );
      for (const [planner, keys] of Object.entries(plannedBy))
        if (keys.length > 0 && isOver(planner) && !isFound('CLEANUP_OPEN'))
          simulation.violated(
            'owner',
            `Services Monitor ignores ${keys.join()} for ${kindOf(simulation, planner)}, which has ended.`,
          );
      for (const planner of ['service-control', 'rollback'])
        for (const key of plannedBy[planner] ?? [])
          if (model.services[key].state === 'Running')
            simulation.violated('owner', `Services Monitor ignores ${key} for ${planner}, and it runs.`);
      for (const { key, state, stoppedBy: by } of Object.values(model.services)) {
        const restart = operations.find((each) => each.id === by && each.state === 'SUCCEEDED');
        const { command } = (restart?.input ?? {}) as { readonly command?: { readonly do: string } };
        if (state === 'Stopped' && command?.do === 'restart')
          simulation.violated('owner', `A restart that succeeded stopped ${key}, and it is stopped still.`);
      }
      if (isFound('CLEANUP_OPEN'))
        simulation.violated('owner', 'A deferred cleanup is open, long after the faults have ended.');
      for (const ended of simulation.written.ended) judgeServices(simulation, ended);
    },
  };
}

/** Cloud Sync runs and has nothing in its way. */
function isSent({ services }: VenueModel): boolean {
  return services['cloud-sync'].state === 'Running';
}

/** What a failed or cancelled operation left otherwise than it was, and did not name. */
function judgeServices(simulation: Simulation, ended: EndedOperation): void {
  const { model } = simulation;
  const { id, kind, state, before, notRestored } = ended;
  if (state === 'SUCCEEDED' || ended.wasDisturbed || !before) return;
  for (const [key, was] of Object.entries(before.services)) {
    const now = model.services[key as keyof typeof model.services];
    // A step that could not be rolled back names all that it is of, and says of none what is so.
    const said = notRestored.filter((sentence) => !GAVE_UP.test(sentence));
    if (said.some((sentence) => sentence.includes(now.displayName))) continue;
    // What a clerk asked of it beside the operation is as it should be.
    if (kind !== 'SERVICE_CONTROL' && isControlled(simulation, key)) continue;
    if (was.state === 'Running' && now.state === 'Stopped' && now.stoppedBy === id)
      simulation.violated(
        'owner',
        `${kind} ${id} ended ${state}, left ${now.displayName} stopped, and does not say so.`,
      );
    if (was.state === 'Stopped' && now.state === 'Running' && now.startedBy === id)
      simulation.violated(
        'owner',
        `${kind} ${id} ended ${state}, left ${now.displayName} running, and does not say so.`,
      );
  }
}

function kindOf({ points }: Simulation, id: string): string {
  return `${points.kindOf(id)} ${id}`;
}

function sayOf({ plane }: Simulation): string {
  return plane?.status.status().headline ?? 'no server runs';
}

function isControlled({ acts }: Simulation, key: string): boolean {
  return acts.some(({ act }) => act.name === 'control' && act.with['key'] === key);
}
