/** Resync for the API: diagnosis, plan with impact and window, a typed confirmation, then the operation. */
import { AppError } from '../../errors/errors.js';
import type { SyncDiagnosis } from '../diagnosis/diagnosis.js';
import type { Evidence } from '../diagnosis/evidence.js';
import type { Intents } from '../operations/intents.js';
import type { VenueMaintenance } from '../operations/maintenance.js';
import type { TwoGateSecurity } from '../permissions/clerk-security.js';
import { redactionFor } from '../permissions/visibility.js';
import { storedPlan } from '../plans/as-planned.js';
import { blocks, type Check, type Plan } from '../plans/plan.js';
import { plannedSteps, requirePlanHolds, requireReady, savePlan } from '../plans/plan-book.js';
import type { SendWindow } from '../plans/window.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Caller, Viewer } from '../request/viewer.js';
import { knownOf } from '../types/fact.js';
import type { Memory, Operation } from '../types/operation.js';
import { Permission } from '../types/permissions.js';
import { diagnoseNow, draftResync } from './plan.js';
import { type ResyncStepParts, resyncSteps } from './steps.js';

export interface ResyncPlan extends Plan {
  readonly diagnosis: SyncDiagnosis;
}

/** As far ahead as a window is worked out. */
const AHEAD_MS = 8 * 24 * 60 * 60_000;

export interface ResyncParts extends ResyncStepParts {
  readonly state: StateDatabase;
  readonly security: TwoGateSecurity;
  readonly intents: Intents;
  readonly maintenance: VenueMaintenance;
}

function evidenceOf({ code, title, detail: value }: Check, observedAt: Date): Evidence {
  return { code, title, value, supports: ['DATA_SYNC_FAILING'], observedAt };
}

interface ResyncAsked {
  customerNumber: string;
  planFingerprint: string;
  reason: string;
  confirmation: string;
  startAt?: Date;
  idempotencyKey?: string;
  overrides: readonly string[];
}

export class VenueResync {
  readonly #parts: ResyncParts;

  constructor(parts: ResyncParts) {
    this.#parts = parts;
  }

  /** Its evidence names no location that the viewer doesn't see. */
  async diagnosis(viewer: Viewer): Promise<SyncDiagnosis> {
    const { facts, diagnosis, failed } = await diagnoseNow(this.#parts);
    const redact = redactionFor(viewer, knownOf(facts.locations) ?? []);
    const evidence = [...diagnosis.evidence, ...(failed ? [evidenceOf(failed, facts.at)] : [])].map(
      (found) => ({ ...found, value: redact(found.value) }),
    );
    return { ...diagnosis, evidence };
  }

  async plan(viewer: Viewer, startAt?: Date): Promise<ResyncPlan> {
    const parts = this.#parts;
    this.#requireAhead(startAt);
    const draft = await draftResync(parts, { rank: viewer.securityGroup?.rank, startAt });
    const saved = await savePlan(parts.state.plans, 'RESYNC', draft.fingerprinted, draft.facts.at);
    const { customerNumber } = draft.facts.registration.value;
    return {
      ...saved,
      diagnosis: draft.diagnosis,
      impact: draft.impact,
      window: draft.window,
      checks: draft.checks,
      steps: plannedSteps(
        parts.scripts,
        resyncSteps(parts, {
          customerNumber,
          checkAgain: startAt !== undefined,
          withdraws: draft.openSend,
        }),
      ),
      ready: !draft.checks.some(blocks),
    };
  }

  async start(caller: Caller, input: ResyncAsked): Promise<Operation> {
    const parts = this.#parts;
    await parts.security.requireStepUp(caller, Permission.CLOUD_CONNECTIVITY_ONBOARD, 'resync');
    const { idempotencyKey, startAt, ...shown } = input;
    const request = { kind: 'RESYNC', ...shown, startAt: startAt?.toISOString() };
    return parts.intents.once(caller, idempotencyKey, request, () => this.#begin(caller, input, request));
  }

  async #begin(caller: Caller, input: ResyncAsked, request: Memory): Promise<Operation> {
    const parts = this.#parts;
    const { startAt } = input;
    await parts.maintenance.requireOff();
    this.#requireAhead(startAt);
    const rank = caller.viewer.securityGroup?.rank;
    const draft = await draftResync(parts, { rank, startAt });
    const { customerNumber, companyName } = draft.facts.registration.value;
    if (customerNumber !== input.customerNumber) throw new AppError('VENUE_MISMATCH');
    if (companyName !== input.confirmation) throw new AppError('CONFIRMATION_MISMATCH');
    await requirePlanHolds(parts.state.plans, 'RESYNC', input.planFingerprint, {
      facts: draft.fingerprinted,
      at: draft.facts.at,
    });
    const overridden = requireReady(draft.checks, input.overrides);

    const state = this.#stateFor(draft.window, startAt);
    const decision = { customerNumber, checkAgain: state !== 'PENDING', withdraws: draft.openSend };
    return parts.intents.begin(caller, {
      kind: 'RESYNC',
      reason: input.reason,
      input: { decision, ...storedPlan(draft, overridden) },
      request,
      planFingerprint: input.planFingerprint,
      state,
      scheduledFor: startAt,
      idempotencyKey: input.idempotencyKey,
    });
  }

  /** A second person is asked for only where ordering would be cut in trading hours. */
  #stateFor(window: SendWindow, startAt: Date | undefined): 'PENDING' | 'SCHEDULED' | 'AWAITING_APPROVAL' {
    if (this.#parts.settings.secondPerson && !window.fits) return 'AWAITING_APPROVAL';
    return startAt === undefined ? 'PENDING' : 'SCHEDULED';
  }

  #requireAhead(startAt: Date | undefined): void {
    if (startAt === undefined) return;
    const ahead = startAt.getTime() - this.#parts.clock.now().getTime();
    if (ahead < 0 || ahead > AHEAD_MS) throw new AppError('START_IN_THE_PAST');
  }
}

export type Resync = Pick<VenueResync, 'diagnosis' | 'plan' | 'start'>;
