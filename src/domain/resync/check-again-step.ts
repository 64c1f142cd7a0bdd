import { AppError } from '../../errors/errors.js';
import type { DiagnosisFacts } from '../diagnosis/evidence.js';
import { decideBy } from '../operations/schedule.js';
import type { Step, StepRun } from '../operations/steps/step.js';
import { gateAgainst } from '../permissions/rules.js';
import { loadViewer } from '../permissions/standing.js';
import type { Check } from '../plans/plan.js';
import { requireReady } from '../plans/plan-book.js';
import type { ClerkReader } from '../ports/clerk-reader.js';
import type { Viewer } from '../request/viewer.js';
import { knownOf } from '../types/fact.js';
import type { Operation } from '../types/operation.js';
import { Permission } from '../types/permissions.js';
import { draftResync, type ResyncPlanParts } from './plan.js';

export interface CheckAgainParts extends ResyncPlanParts {
  readonly clerks: ClerkReader;
}

/** What can't be learned at the start is asked again for so long: an outage just then decides nothing. */
const ASKS_FOR_MS = 45_000;
const ASKS_EVERY_MS = 5000;
/** The steps before the send take seconds. */
const OLD_MS = 5 * 60_000;

/** Both gates, every check and the window, as they are now: a window that no longer fits ends it before anything stops. */
export function checkAgainStep(parts: CheckAgainParts): Step {
  return {
    name: 'check-again',
    title: 'Check again that it may start',
    deadlineMs: ASKS_FOR_MS + 30_000,
    async perform(run) {
      await requireInTime(parts, run, ASKS_FOR_MS);
      await checkAgain(parts, run);
      return undefined;
    },
  };
}

/**
 * Where what was checked is old, as the server or PowerShell was away since: checks it again, unless the
 * cloud knows `ownJob` by now.
 */
export async function checkIfOld(parts: CheckAgainParts, run: StepRun, ownJob: string): Promise<void> {
  const ageMs = parts.clock.now().getTime() - dueAt(run.operation).getTime();
  if (Math.abs(ageMs) > OLD_MS) await checkAgain(parts, run, ownJob);
}

async function checkAgain(parts: CheckAgainParts, run: StepRun, ownJob?: string): Promise<void> {
  const viewer = await run.query(() => requireMayStill(parts, run.operation));
  const until = parts.clock.workMs() + ASKS_FOR_MS;
  for (;;) {
    const notKnown = await reasonToRefuse(parts, run, viewer, ownJob);
    if (!notKnown) return;
    if (parts.clock.workMs() > until || run.signal.aborted) throw notKnown;
    await parts.clock.sleep(ASKS_EVERY_MS, run.signal);
  }
}

/**
 * It was due when it was taken up: only a server that was stopped since makes it late. `spentMs`: what its
 * steps may have taken until now. Where its age is not known, waits for a confirmed time until the deadline.
 */
export async function requireInTime(
  { clock, settings }: Pick<CheckAgainParts, 'clock' | 'settings'>,
  run: StepRun,
  spentMs: number,
): Promise<void> {
  while (!(await run.isAgeKnown())) {
    await clock.sleep(ASKS_EVERY_MS, run.signal);
    if (run.signal.aborted) throw new AppError(run.cancelled ? 'OPERATION_CANCELLED' : 'TIME_NOT_CONFIRMED');
  }
  const { operation } = run;
  const now = clock.now().getTime();
  if (now - dueAt(operation).getTime() > settings.latestStartMs + spentMs)
    throw new AppError('START_TOO_LATE');
  // It was taken up at or after this, so how late it is by such a clock no one knows.
  const { scheduledFor, createdAt } = operation;
  if (now < (scheduledFor ?? createdAt).getTime() - settings.latestStartMs)
    throw new AppError('START_TOO_LATE', {
      message: "The operation was not started: this server's clock was set back meanwhile.",
    });
}

function dueAt(operation: Operation): Date {
  const isAtOnce = operation.scheduledFor === undefined && operation.approvedByName === undefined;
  return isAtOnce ? operation.createdAt : decideBy(operation);
}

async function requireMayStill(parts: CheckAgainParts, operation: Operation): Promise<Viewer> {
  const { requestedById, requestedByName } = operation;
  const viewer = await loadViewer(parts, requestedById, { id: '', steppedUpUntil: undefined });
  const gate = viewer ? gateAgainst(viewer, Permission.CLOUD_CONNECTIVITY_ONBOARD) : 'PERMISSION';
  if (viewer && !gate) return viewer;
  const message = `${requestedByName} no longer has permission to do this (${gate}).`;
  throw new AppError('FORBIDDEN', { message, remedy: 'Ask a clerk with that permission to request it.' });
}

/** Undefined: nothing. Throws for what is seen to stand in its way; answers with the refusal while not all could be checked. */
async function reasonToRefuse(
  parts: CheckAgainParts,
  run: StepRun,
  viewer: Viewer,
  ownJob: string | undefined,
): Promise<AppError | undefined> {
  const { operation } = run;
  const rank = viewer.securityGroup?.rank;
  const { checks, facts, window } = await run.query(() => draftResync(parts, { rank }));
  if (ownJob !== undefined && knownOf(facts.cloud)?.sync.job?.jobId === ownJob) return undefined;
  try {
    requireReady(checks, stillLifted(operation, checks));
  } catch (error) {
    if (!(error instanceof AppError) || sawEverything(facts)) throw error;
    return error;
  }
  const needsSecond = parts.settings.secondPerson && !window.fits;
  if (needsSecond && operation.approvedByName === undefined) {
    throw new AppError('SECOND_PERSON_NEEDED', {
      message: `It now overlaps trading hours, and no second person has approved that: ${window.verdict}`,
    });
  }
  return undefined;
}

/** What was overridden while it was not known is not lifted where it is seen to fail. */
function stillLifted({ input }: Operation, checks: readonly Check[]): readonly string[] {
  const lifted = (input['lifted'] ?? []) as readonly Check[];
  const outcomeIn = (all: readonly Check[], code: string) =>
    all.find((check) => check.code === code)?.outcome;
  return (input['overrides'] as readonly string[]).filter(
    (code) => outcomeIn(lifted, code) !== 'UNKNOWN' || outcomeIn(checks, code) !== 'FAIL',
  );
}

/** Without the cloud, PowerShell or the database even what resembles a reason to refuse may be the outage itself. */
function sawEverything({ cloud, host, databaseOperations, backlog, exceptions }: DiagnosisFacts): boolean {
  return [cloud, host, databaseOperations, backlog, exceptions].every((fact) => fact.is !== 'unknown');
}
