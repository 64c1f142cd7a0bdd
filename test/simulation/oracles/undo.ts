/** 8. Undo: what a rollback says it restored is so in the model when the operation ends; what it leaves is named. */
import type { VenueModel } from '../../../rehearsal/model/venue-model.js';
import { SERVICES } from '../../../src/domain/types/services.js';
import { ERRORS } from '../../../src/errors/errors.js';
import type { Oracle, Simulation } from '../simulation.js';
import { GAVE_UP } from './owner.js';
import { type EndedOperation, monitored } from './written.js';

type Holds = (model: VenueModel, operationId: string, match: RegExpExecArray) => boolean;

const serviceNamed = (model: VenueModel, name: string | undefined) => {
  const key = SERVICES.find((service) => service.name === name)?.key;
  return key && model.services[key];
};
const isOpen = ({ state }: { readonly state: string }) => state === 'EXPECTED' || state === 'RUNNING';
const hasNoOpenJob: Holds = ({ cloud }, operationId) =>
  !cloud.jobs.some((job) => job.causedBy === operationId && isOpen(job));

const hasNoOpenFirst: Holds = ({ cloud }) => !cloud.jobs.some((job) => job.kind === 'FIRST' && isOpen(job));

const CREDENTIAL = /^The gateway('s previous credential was restored| has no credential in use, as before)/;
const STORED = "Store the gateway's credential: it could not be rolled back.";
const REFUSED = ERRORS.ORDERING_PROTECTED.message;
const UNINSTALLED = 'Cloud Sync was uninstalled again.';

/** Each sentence of a rollback, and when it is true. */
const SENTENCES: readonly (readonly [RegExp, Holds])[] = [
  [/^(.+) is running, as before\.$/, (model, _, [, name]) => serviceNamed(model, name)?.state === 'Running'],
  [/^(.+) is stopped, as before\.$/, (model, _, [, name]) => serviceNamed(model, name)?.state === 'Stopped'],
  [
    /^(.+)'s start mode is (\w+), as before\.$/,
    (model, _, [, name, mode]) => serviceNamed(model, name)?.startMode === mode,
  ],
  [new RegExp(`^${UNINSTALLED}$`), (model) => !model.services['cloud-sync'].installed],
  [/^The downloaded Cloud Sync package was deleted\.$/, (model) => model.packages.kept.length === 0],
  [
    /^The gateway's previous credential was restored\.$/,
    (model, id) => model.credentials.current !== null && model.credentials.current.by !== id,
  ],
  [/^The gateway has no credential in use, as before\.$/, (model) => model.credentials.current === null],
  [
    /^Gateway Client was restarted and reads its restored credential file\.$/,
    (model) => model.gateway.inUse === (model.credentials.current?.redemptionId ?? null),
  ],
  [/^The full send was withdrawn\. /, hasNoOpenJob],
  [/^The cloud does not know this full send, so none is open\.$/, hasNoOpenJob],
  [/^The first sync was withdrawn\.$/, hasNoOpenFirst],
  [/^The daily restart resumes\.$/, (model, id) => model.monitor.heldBy !== id],
  [
    /^Services Monitor monitors the link again\.$/,
    (model, id) => (model.monitor.plannedBy[id] ?? []).length === 0,
  ],
];

export function undo(): Oracle {
  const judged = new Set<string>();
  /** Syncs that were open as an onboarding succeeded. */
  const onboarded = new Set<string>();
  return {
    afterEvent(simulation) {
      for (const ended of simulation.written.ended) {
        if (judged.has(ended.id)) continue;
        judged.add(ended.id);
        if (ended.kind === 'ONBOARD' && ended.state === 'SUCCEEDED')
          for (const job of simulation.model.cloud.jobs.filter(isOpen)) onboarded.add(job.id);
        judge(simulation, ended);
        stopsWhatClerksStarted(simulation, ended);
        startsStopNothing(simulation, ended);
      }
    },
    async atRest(simulation) {
      // By others, in the cloud itself.
      if (simulation.plan.decisions.some((each) => 'fault' in each && each.fault.name === 'withdrawSend'))
        return;
      for (const { id, kind, state } of simulation.model.cloud.jobs)
        if (kind === 'FIRST' && state === 'WITHDRAWN' && onboarded.has(id))
          simulation.violated('undo', 'The first sync of an onboarding that succeeded was withdrawn.');
    },
  };
}

/** A clerk asked for it after the request, and was not refused. */
function wasAsked(simulation: Simulation, key: string, since: number, command: string): boolean {
  return simulation.acts.some(
    ({ act: { name, with: asked }, outcome, answeredAt = 0 }) =>
      name === 'control' &&
      asked['key'] === key &&
      asked['do'] === command &&
      outcome === 'RUNNING' &&
      answeredAt > since,
  );
}

function stopsWhatClerksStarted(simulation: Simulation, { id, kind, state, before }: EndedOperation): void {
  if (kind !== 'ONBOARD' || state === 'SUCCEEDED' || !before) return;
  for (const { key, state: now, stoppedBy, startedBy } of Object.values(simulation.model.services)) {
    // Where it ran, the clerk's start did nothing.
    if (simulation.points.kindOf(startedBy) !== 'SERVICE_CONTROL') continue;
    if (now === 'Stopped' && stoppedBy === id && wasAsked(simulation, key, before.at, 'start'))
      simulation.violated('undo', `${kind} ${id} stopped ${key}, which a clerk had started meanwhile.`);
  }
}

/** Who asks for a start or a start mode has asked for no stop, nor to take it away from Services Monitor. */
function startsStopNothing(simulation: Simulation, { id, kind, before }: EndedOperation): void {
  const { key: asked, command } = before?.asked ?? {};
  if (kind !== 'SERVICE_CONTROL' || !command || command.do === 'stop' || command.do === 'restart') return;
  const { services, monitor } = simulation.model;
  for (const { key, state, stoppedBy, installed } of Object.values(services)) {
    if (state !== 'Stopped') continue;
    if (stoppedBy === id)
      simulation.violated('undo', `${kind} ${id} was to start a service, and stopped ${key}.`);
    const isForgotten = before?.monitored.includes(key) && !monitored(monitor).includes(key);
    if (isForgotten && key === asked && installed && services['services-monitor'].state === 'Running')
      simulation.violated('undo', `${kind} ${id} failed, and Services Monitor no longer starts ${key}.`);
  }
}

function judge(simulation: Simulation, ended: EndedOperation): void {
  const { id, kind, state, restored, notRestored, wasDisturbed, wasTouched, before } = ended;
  const jobs = simulation.model.cloud.jobs.filter((job) => !before?.jobIds.includes(job.id));
  const leavesFirst = jobs.some((job) => job.kind === 'FIRST' && isOpen(job));
  if (restored.includes(UNINSTALLED) && leavesFirst && !notRestored.some((line) => /first sync/i.test(line)))
    simulation.violated('undo', `${kind} ${id} uninstalled Cloud Sync, and left its first sync open.`);
  const leavesFull = jobs.some((job) => job.kind === 'FULL' && job.causedBy === id && isOpen(job));
  if (state !== 'SUCCEEDED' && leavesFull && !notRestored.some((line) => /full send/i.test(line)))
    simulation.violated('undo', `${kind} ${id} left its full send open, and does not say so.`);
  const inUse = simulation.model.credentials.current?.redemptionId;
  if (before && restored.some((line) => CREDENTIAL.test(line)) && inUse !== before.inUse)
    simulation.violated('undo', `${kind} ${id} restored another credential than was in use before it.`);
  // It goes forward only: its changes stay.
  const isForward = notRestored.some((line) => line.startsWith('Not done yet: '));
  if (kind === 'ONBOARD' && before && state !== 'SUCCEEDED' && !isForward) {
    const isBack = inUse === before.inUse;
    const about = notRestored.find((line) => line.startsWith(STORED));
    if (!isBack && !about)
      simulation.violated('undo', `${kind} ${id} left its own credential in use, and does not say so.`);
    if (isBack && about?.includes(REFUSED))
      simulation.violated('undo', `${kind} ${id} says of a credential that is back that it is not.`);
  }
  if (state !== 'SUCCEEDED' && !wasTouched)
    for (const { key, name } of SERVICES) {
      const { state: now, startedBy } = simulation.model.services[key];
      const isLeft =
        before?.services[key].state === 'Stopped' &&
        now === 'Running' &&
        (kind === 'SERVICE_CONTROL' || startedBy === id);
      if (isLeft && !notRestored.some((line) => line.includes(name)))
        simulation.violated(
          'undo',
          `${kind} ${id} left ${name} running that it found stopped, and does not say so.`,
        );
    }
  if (state !== 'SUCCEEDED' && !wasTouched && before && !isForward)
    for (const { key, name } of SERVICES) {
      const { startMode, installed } = simulation.model.services[key];
      const was = before.services[key];
      const isSaid = notRestored.some((line) => line.includes(name) && !GAVE_UP.test(line));
      // One of its own is not in force here: it has just failed.
      const isOfClerk = before.asked.key !== key && wasAsked(simulation, key, before.at, 'setStartMode');
      if (installed && was.installed && startMode !== was.startMode && !isSaid && !isOfClerk)
        simulation.violated(
          'undo',
          `${kind} ${id} left ${name} at ${startMode}, not ${was.startMode}, and does not say so.`,
        );
    }
  if (state === 'SUCCEEDED' && restored.length + notRestored.length > 0)
    simulation.violated('undo', `${kind} ${id} was rolled back, and says that it succeeded.`);
  for (const sentence of restored) {
    const known = SENTENCES.map(([pattern, holds]) => [pattern.exec(sentence), holds] as const).find(
      ([match]) => match,
    );
    if (!known) {
      simulation.violated(
        'undo',
        `A rollback says "${sentence}", which test/simulation/oracles/undo.ts does not know.`,
      );
      continue;
    }
    const [match, holds] = known;
    // What other people and faults changed meanwhile is no claim of the rollback.
    if (match && !wasDisturbed && !holds(simulation.model, id, match))
      simulation.violated('undo', `${kind} ${id} says "${sentence}", and it is not so.`);
  }
}
