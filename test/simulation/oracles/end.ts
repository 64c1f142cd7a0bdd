/** 4. End: once faults stop, each operation ends, or waits for a named person, within bounded time; nothing holds a lock after it. */
import { openJob, receivedOf } from '../../../rehearsal/model/cloud/jobs.js';
import { isTerminal, type Operation, type OperationEvent } from '../../../src/domain/types/operation.js';
import { ERRORS } from '../../../src/errors/errors.js';
import type { Decision } from '../decisions.js';
import type { Cell } from '../faults/cells.js';
import type { Oracle, Simulation } from '../simulation.js';

const MINUTE_MS = 60_000;
const DUE_MS = 60 * MINUTE_MS;
const PASSES_BY: readonly string[] = [
  'died-before',
  'died-after',
  'no-host',
  'killed-before',
  'killed-after',
  'stopped',
  'overtaken',
  'away',
];
/** A code that has not left is lost with the server's memory, or with the redemption that is closed. */
const CODE_LOST: readonly string[] = ['OPERATION_INTERRUPTED', 'REDEMPTION_CLOSED'];
/** Acts after which an operation may fail. */
const DISTURBS: readonly string[] = ['cancel', 'resolve', 'control', 'grant', 'maintenance'];
const CLOUD_AWAY: readonly (string | undefined)[] = [
  ERRORS.CLOUD_UNREACHABLE.message,
  ERRORS.CLOUD_NO_ANSWER.message,
];
const AWAY: readonly (string | undefined)[] = [
  ERRORS.POWERSHELL_UNAVAILABLE.message,
  ERRORS.VENUE_DATABASE_UNAVAILABLE.message,
];
const WAITS: readonly string[] = ['install-cloud-sync', 'start-cloud-sync'];
/** Event number of Services Monitor. */
const DAILY_RESTART = 201;
/** Cloud Sync may be started again meanwhile. */
const STALLED_MS = 30 * MINUTE_MS;
const SAYS_WAIT = /when its first sync fits/;
const LONGEST_MS = 30 * 60 * MINUTE_MS;
/** Alerts clear, and deferred cleanups are run, within it. */
const REST_MS = 5 * MINUTE_MS;

export function end(): Oracle {
  return {
    afterEvent: sendsAreGivenUp(),
    afterWrite({ method, args }, simulation) {
      const { operationId = '', message = '' } = (args[0] ?? {}) as Partial<OperationEvent>;
      if (method !== 'appendEvent' || !SAYS_WAIT.test(message) || simulation.points.wasRefused(operationId))
        return;
      simulation.violated(
        'truth',
        'An onboarding says that it waits for a break, and nothing was refused to it.',
      );
    },
    async atRest(simulation) {
      const began = simulation.time.at;
      let active: readonly Operation[] = [];
      for (
        let pause = MINUTE_MS;
        simulation.time.at - began < LONGEST_MS;
        pause = Math.min(2 * pause, 30 * MINUTE_MS)
      ) {
        // A strike may still kill it, for hours.
        await simulation.boot();
        await simulation.until(simulation.time.at + pause);
        active = (await simulation.operations()).filter(({ state }) => !isTerminal(state));
        if (active.length === 0 || active.every(({ kind }) => simulation.time.at - began > longest(kind)))
          break;
        for (const operation of active) {
          isDue(simulation, operation);
          decide(simulation, operation, began);
        }
        await simulation.settle();
      }
      for (const { id, kind, state } of active)
        simulation.violated(
          'end',
          `${kind} ${id} is ${state} at ${simulation.points.stepOf(id)}, ${Math.round((simulation.time.at - began) / 3_600_000)} hours after the faults.`,
        );
      await simulation.until(simulation.time.at + REST_MS);
      for (const { act, outcome, life } of simulation.acts)
        if (outcome === undefined && life === simulation.life.number)
          simulation.violated('end', `The act ${act.name} ${JSON.stringify(act.with)} was never answered.`);
      for (const operation of await simulation.operations()) await outlastsAnOutage(simulation, operation);
      for (const turn of await turnsOf(simulation)) {
        passesBy(simulation, turn);
        isRolledBack(simulation, turn);
      }
    },
  };
}

/** A send that moves no row, and has nothing else in its way, is given up. */
function sendsAreGivenUp(): NonNullable<Oracle['afterEvent']> {
  let seen = '';
  let since = 0;
  return (simulation) => {
    const { model, time, points, life, surroundings } = simulation;
    const job = openJob(model);
    const waits = job && points.atWork().includes('RESYNC/send-all-rows') && isOnlySyncAway(simulation);
    // While the machine was away no one could give it up.
    const awayMs = time.sleptMs + time.pausedMs;
    const now = waits ? `${job.id} ${receivedOf(job)} ${life.number} ${life.isAlive} ${awayMs}` : '';
    if (now !== seen || surroundings.disturbedAt > since) since = time.at;
    seen = now;
    if (!waits || !life.isAlive || time.at - since < STALLED_MS) return;
    simulation.violated('end', `A full send has moved no row for ${STALLED_MS / MINUTE_MS} minutes.`);
    since = time.at;
  };
}

function isOnlySyncAway({ model, surroundings }: Simulation): boolean {
  const { powershell, venueDatabase, isStateAway } = surroundings;
  const isAway = powershell !== undefined || venueDatabase !== undefined || isStateAway;
  return !isAway && Object.keys(model.faults).every((name) => name === 'sync');
}

/**
 * These steps ask nothing of the cloud themselves: one that fails so has waited until ordering permits it. A
 * wait that has been announced outlasts PowerShell and the venue's database, too.
 */
async function outlastsAnOutage(simulation: Simulation, { id, kind, failure }: Operation): Promise<void> {
  if (kind !== 'ONBOARD') return;
  const { operations } = simulation.state;
  const waits = (await operations.events(id, 0, 10_000)).filter(({ message }) => SAYS_WAIT.test(message));
  const { code, cause } = failure ?? {};
  const why = code === 'ONBOARDING_UNFINISHED' ? cause : failure?.message;
  const failed = (await operations.steps([id])).find(({ state }) => state === 'FAILED');
  if (!why || !failed || !WAITS.includes(failed.name)) return;
  const waited = waits.some(({ step }) => step === failed.name);
  if (CLOUD_AWAY.includes(why) || (waited && AWAY.includes(why)))
    simulation.violated(
      'end',
      `ONBOARD ended at ${failed.name} while it waited, because of an outage: ${why}`,
    );
}

/** A first sync, a full send or the wait for a break takes hours. */
const longest = (kind: string) => (/^(ONBOARD|RESYNC)$/.test(kind) ? LONGEST_MS : 2 * DUE_MS);

/** What is scheduled begins, and what no one approves ends: at its start, or an hour after its request. */
function isDue(simulation: Simulation, { state, kind, scheduledFor, createdAt }: Operation): void {
  const decideBy = scheduledFor?.getTime() ?? createdAt.getTime() + DUE_MS;
  if (state === 'AWAITING_APPROVAL' && simulation.time.at - decideBy > 2 * REST_MS)
    simulation.violated('end', `${kind} still awaits its approval, which came too late long ago.`);
  if (state === 'SCHEDULED' && scheduledFor && simulation.time.at - scheduledFor.getTime() > DUE_MS)
    simulation.violated(
      'end',
      `${kind} was to begin at ${scheduledFor.toISOString()}, and it is still scheduled.`,
    );
}

/** A cell that is alone, what it struck, and what a run decides until its turn is over. */
interface Turn {
  readonly cell: Cell;
  readonly struck: Operation;
  /** No other strike struck it. */
  readonly isOnly: boolean;
  readonly decisions: readonly Decision[];
  /** From 1. */
  readonly number: number;
}

async function turnsOf(simulation: Simulation): Promise<readonly Turn[]> {
  const { cells, decisions } = simulation.plan;
  const operations = await simulation.operations();
  const ends = [...decisions.flatMap((each, index) => ('rests' in each ? [index] : [])), decisions.length];
  return cells.flatMap((cell, index) => {
    const hits = simulation.strikes.hit.filter(
      ({ point, mode }) => point === cell.point && mode === cell.mode,
    );
    // Where nothing struck at all, nothing was wrong with the first of its kind.
    const struck = operations.find(({ id, kind }) =>
      simulation.strikes.hit.length === 0 ? cell.point.startsWith(`${kind}/`) : id === hits[0]?.operationId,
    );
    if (!cell.isAlone || !struck) return [];
    const isOnly = simulation.strikes.hit.filter(({ operationId }) => operationId === struck.id).length <= 1;
    return [{ cell, struck, isOnly, decisions: decisions.slice(0, ends[index]), number: index + 1 }];
  });
}

/**
 * Nothing else was wrong. A host or server that dies in a step ends no operation: the step is repeated, or
 * what came of it is learned.
 */
function passesBy(simulation: Simulation, { cell, struck, isOnly, decisions }: Turn): void {
  if (!isOnly || !PASSES_BY.includes(cell.mode)) return;
  if (decisions.some((each) => 'fault' in each || ('act' in each && DISTURBS.includes(each.act.name))))
    return;
  if (meetsDailyRestart(simulation, struck)) return;
  const code = struck.failure?.code;
  if (code === 'START_TOO_LATE')
    simulation.violated('end', `${struck.kind} was scheduled, nothing was in its way, and it did not begin.`);
  if (!/^\w+\/[a-z-]{3,} /.test(cell.point) || /\/(undo|later) /.test(cell.point)) return;
  // No host was free for as long as the step may take.
  if (cell.mode === 'no-host' && code === 'STEP_TIMED_OUT') return;
  // A clerk typed another code.
  if (code?.startsWith('CODE_')) return;
  if (['FAILED', 'CANCELLED'].includes(struck.state) && !CODE_LOST.includes(code ?? ''))
    simulation.violated('end', `${struck.kind} ended because of ${cell.mode} at ${cell.point}: ${code}.`);
}

/** The daily restart stops a service that is being started. */
function meetsDailyRestart({ model }: Simulation, { createdAt, finishedAt }: Operation): boolean {
  const isWithin = ({ at }: { readonly at: number }) =>
    at >= createdAt.getTime() && at <= (finishedAt?.getTime() ?? at);
  return model.events.some((each) => each.eventId === DAILY_RESTART && isWithin(each));
}

/**
 * What strikes in a rollback ends it nowhere: all is restored. An onboarding leaves its credential, and says
 * so.
 */
function isRolledBack(simulation: Simulation, { cell, struck, decisions, number }: Turn): void {
  // The time in which no host is free is that of the rollback, too.
  if (cell.mode === 'no-host' || ![...PASSES_BY, 'cancelled'].includes(cell.mode)) return;
  const acts = decisions.flatMap((each) => ('act' in each ? each.act.name : 'fault' in each ? 'fault' : []));
  if (!/^(RESYNC|SERVICE_CONTROL)\/undo [A-Z]/.test(cell.point)) return;
  if (acts.filter((act) => ['fault', 'control', 'maintenance', 'grant'].includes(act)).length > number)
    return;
  for (const sentence of struck.failure?.notRestored ?? [])
    simulation.violated('end', `${cell.mode} at ${cell.point}: the rollback says "${sentence}".`);
}

/** What waits for a person gets one. */
function decide(simulation: Simulation, { state, kind, scheduledFor }: Operation, began: number): void {
  const by = (name: string, clerk: string, more: Record<string, string | boolean>) =>
    simulation.act({ name, clerk, with: more });
  const minutes = (simulation.time.at - began) / MINUTE_MS;
  if (state === 'NEEDS_ATTENTION') by('resolve', '1', { choice: minutes > 10 ? 'give-up' : 'ask-again' });
  if (state === 'AWAITING_APPROVAL') {
    by('grant', '1', { grants: true });
    by('approve', '2', { approves: false });
  }
  if (state === 'SCHEDULED' && scheduledFor && minutes > 13 * 60) by('cancel', '1', {});
  // It waits for a break in the trading hours, which a clerk may give up at any time.
  if (state === 'RUNNING' && kind === 'ONBOARD' && minutes > 26 * 60) by('cancel', '1', {});
}
