/**
 * What the rows of an operation say of its end: it ends once and stays so, a success has done each step and
 * was not cancelled in time, each step and the end are announced once, and a request that is repeated under
 * its key begins nothing else.
 */
import type { NewOperation, OperationPatch, StepPatch } from '../../../src/domain/ports/operation-store.js';
import { SEND_ROWS } from '../../../src/domain/resync/send-step.js';
import {
  isTerminal,
  type Operation,
  type OperationState,
  type StepState,
} from '../../../src/domain/types/operation.js';
import type { StateWrite } from '../server/life.js';
import type { Oracle, Simulation } from '../simulation.js';

interface Rows {
  readonly kind: string;
  readonly steps: Map<string, StepState>;
  readonly rolledBack: Set<string>;
  state: OperationState;
  /** Its rollback has begun. */
  isGoingBack: boolean;
  /** A cancel was accepted while a step was still to come. */
  mustCancel: boolean;
  /** It waited for a clerk's word. */
  isAsked: boolean;
  /** A step ended after the cancel, so that no other one may begin. */
  mustStop: boolean;
}

/** A repeated request is answered by what it began, whatever else is so by then. */
const NEWS = [
  'ALREADY_CONNECTED',
  'CODE_USED',
  'IDEMPOTENCY_CONFLICT',
  'NOTHING_TO_FINISH',
  'OPERATION_IN_PROGRESS',
  'PLAN_CHANGED',
  'PLAN_NOT_READY',
];

export function record(): Oracle {
  const rows = new Map<string, Rows>();
  return {
    afterWrite({ store, method, args }: StateWrite, simulation) {
      if (store !== 'operations') return;
      if (method === 'create') return begins(rows, args[0] as NewOperation);
      const [id, second, third, fourth] = args as [string, unknown, unknown, unknown];
      const own = rows.get(id);
      if (!own) return;
      if (method === 'updateStep') {
        stepPasses(simulation, id, own, String(third), fourth as StepPatch);
      }
      if (method === 'progress' && (third as OperationPatch).failure) own.isGoingBack = true;
      if (method === 'transition' && Array.isArray(second))
        passes(simulation, id, own, third as OperationState);
    },
    async atRest(simulation) {
      for (const { id, kind, state, failure } of await simulation.operations()) {
        const events = await simulation.state.operations.events(id, 0, 10_000);
        if (events.some(({ sequence }, index) => sequence !== index + 1))
          simulation.violated('end', `The events of ${kind} ${id} are not numbered without a gap.`);
        if (state === 'SUCCEEDED' && failure)
          simulation.violated('end', `${kind} ${id} succeeded, and has the failure ${failure.code}.`);
        judgeCloud(simulation, { id, kind, state, failure });
        const messages = events.map(({ message }) => message);
        const ends = messages.filter((message) => message.startsWith('Done: ')).length;
        if (ends !== (state === 'SUCCEEDED' ? 1 : 0))
          simulation.violated(
            'end',
            `${kind} ${id} is ${state}, and ${ends} times its success is announced.`,
          );
        const done = messages.filter((message) => message.endsWith(': done.'));
        for (const message of new Set(done))
          if (done.filter((each) => each === message).length > 1)
            simulation.violated('end', `${kind} ${id} announces twice: ${message}`);
      }
      await judgeRequests(simulation);
    },
  };
}

function begins(rows: Map<string, Rows>, { id, kind, state, steps }: NewOperation): void {
  if (rows.has(id)) return;
  const pending = new Map(steps.map(({ name }) => [name, 'PENDING' as StepState]));
  rows.set(id, {
    rolledBack: new Set(),
    kind,
    steps: pending,
    state: state ?? 'PENDING',
    isGoingBack: false,
    mustCancel: false,
    isAsked: false,
    mustStop: false,
  });
}

function stepPasses(simulation: Simulation, id: string, own: Rows, name: string, patch: StepPatch): void {
  const { kind, steps, rolledBack } = own;
  const begins = patch.state === 'RUNNING' && steps.get(name) !== 'RUNNING';
  if (begins && own.mustStop)
    simulation.violated('end', `${kind} ${id} was cancelled, and began its step ${name} after another one.`);
  if (patch.state === 'SUCCEEDED' && own.state === 'CANCELLING') own.mustStop = true;
  const started = simulation.points.outcomeOf(id, 'Start-VenueHostService');
  if (patch.state === 'SUCCEEDED' && name.startsWith('start') && started !== 'Stable')
    simulation.violated('truth', `${kind} ${id} ended ${name} well, and the service is ${started}.`);
  if (patch.state === 'SUCCEEDED' && name === SEND_ROWS) {
    const send = simulation.model.cloud.jobs.find((job) => job.kind === 'FULL' && job.causedBy === id);
    if (send?.state !== 'COMPLETED')
      simulation.violated('truth', `RESYNC ${id} has sent all rows, and its full send is ${send?.state}.`);
  }
  if (patch.state) steps.set(name, patch.state);
  if (patch.result?.['restoration'] === undefined || isTerminal(own.state)) return;
  if (rolledBack.has(name)) simulation.violated('undo', `${kind} ${id} rolled its step ${name} back twice.`);
  rolledBack.add(name);
}

function passes(simulation: Simulation, id: string, own: Rows, state: OperationState): void {
  const { kind, steps } = own;
  const states = [...steps.values()];
  if (isTerminal(own.state))
    simulation.violated('end', `${kind} ${id} was ${own.state} and is ${state} now.`);
  own.state = state;
  if (state === 'CANCELLING') own.mustCancel = !own.isAsked && !own.isGoingBack && states.includes('PENDING');
  // From then on a clerk says what is to become of it.
  if (state === 'NEEDS_ATTENTION') {
    own.isAsked = true;
    own.mustCancel = false;
  }
  if (!isTerminal(state)) return;
  if (own.mustCancel && state !== 'CANCELLED')
    simulation.violated('end', `${kind} ${id} was cancelled in time, and is ${state}.`);
  const isLeft = (step: StepState) => step === 'RUNNING' || (state === 'SUCCEEDED' && step === 'PENDING');
  const left = [...steps].find(([, step]) => isLeft(step));
  if (left) simulation.violated('end', `${kind} ${id} is ${state}, and its step ${left[0]} is ${left[1]}.`);
}

/** A success is one in the cloud; a code that is used up is said to be. */
function judgeCloud(
  simulation: Simulation,
  { id, kind, state, failure }: Pick<Operation, 'id' | 'kind' | 'state' | 'failure'>,
): void {
  const { model, written } = simulation;
  const sends = model.cloud.jobs.filter((job) => job.kind === 'FULL' && job.causedBy === id);
  if (sends.length > 1) simulation.violated('owner', `${kind} ${id} began ${sends.length} full sends.`);
  const own = [...written.redemptions].find(([, operationId]) => operationId === id)?.[0];
  if (own === undefined) return;
  const isRedeemed = model.ledger.some((entry) => entry.redemptionId === own && entry.outcome === 'redeemed');
  if (state === 'SUCCEEDED' && !isRedeemed)
    simulation.violated('truth', `ONBOARD ${id} succeeded, and the cloud redeemed nothing.`);
  const isSaid = failure?.notRestored.some((line) => line.includes('authentication code')) ?? false;
  if (isTerminal(state) && state !== 'SUCCEEDED' && isRedeemed && !isSaid && !isConnected(failure))
    simulation.violated('undo', `ONBOARD ${id} ended ${state}, its code is used up, and it does not say so.`);
  if (isSaid && !isRedeemed && !failure?.notRestored.some((line) => line.includes('unknown')))
    simulation.violated('undo', `ONBOARD ${id} says that its code is used up, and it is not.`);
}

/** It went forward from its first heartbeat, and says that the venue stays connected. */
function isConnected(failure: Operation['failure']): boolean {
  return failure?.notRestored.some((line) => line.startsWith('The venue stays connected')) ?? false;
}

async function judgeRequests(simulation: Simulation): Promise<void> {
  const operations = await simulation.operations();
  for (const { act, correlationId, refused } of simulation.requests.all) {
    const begun = operations.filter((operation) => operation.correlationId === correlationId).length;
    if (begun > 1) simulation.violated('audit', `${act.name} began ${begun} operations under one key.`);
    for (const code of refused)
      if (NEWS.includes(code))
        simulation.violated('audit', `${act.name} has begun, and is refused under its key: ${code}.`);
  }
}
