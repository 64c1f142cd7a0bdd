/** Onboarding: recognise the case, draft the plan, request the code, begin the operation. */
import { AppError } from '../../errors/errors.js';
import type { AuditTrail } from '../audit/trail.js';
import { type FactSources, fingerprintedFacts, readPlanFacts } from '../facts/plan-facts.js';
import type { PlanFacts } from '../facts/snapshot.js';
import type { Intents } from '../operations/intents.js';
import type { VenueMaintenance } from '../operations/maintenance.js';
import { RESTART_SECONDS } from '../ordering/interlock.js';
import type { TwoGateSecurity } from '../permissions/clerk-security.js';
import { storedPlan } from '../plans/as-planned.js';
import * as checks from '../plans/checks.js';
import { blocks, type Check, impactOfSending, type OnboardingPlan } from '../plans/plan.js';
import { plannedSteps, requirePlanHolds, requireReady, savePlan } from '../plans/plan-book.js';
import { type SendWindow, sendWindow, windowOf } from '../plans/window.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Caller } from '../request/viewer.js';
import type { StatusPoller } from '../status/status-poller.js';
import { type CodeShape, codeShape, isCode } from '../types/authentication-code.js';
import { knownOf } from '../types/fact.js';
import type { Memory, Operation } from '../types/operation.js';
import { Permission } from '../types/permissions.js';
import type { Secret } from '../types/secret.js';
import { freezeAt } from '../types/settings.js';
import { getVenueHost, restartTime } from '../venue/host.js';
import { recallPassport } from '../venue/known-passport.js';
import { machineOf, oldServerOf } from '../venue/link.js';
import type { FirstSyncView } from '../venue/onboarding-state.js';
import { readTradingPeriods } from '../venue/trading-hours.js';
import { EndedOnboardings, readUnfinished } from '../venue/unfinished.js';
import { notConnectedYet, passportChecks } from './checks.js';
import { type CodeRequestView, requestCode } from './code-requests.js';
import {
  cutsOrdering,
  type OnboardingDecision,
  type OnboardParts,
  onboardSteps,
  restartsLink,
} from './onboard-steps.js';
import { decide } from './recognise-case.js';

export interface OnboardingParts extends FactSources, OnboardParts {
  readonly state: StateDatabase;
  readonly security: TwoGateSecurity;
  readonly intents: Intents;
  readonly audit: AuditTrail;
  readonly maintenance: VenueMaintenance;
  readonly status: Pick<StatusPoller, 'facts'>;
}

interface FinishAsked {
  customerNumber: string;
  planFingerprint: string;
  reason: string;
  idempotencyKey?: string;
  overrides: readonly string[];
}

interface OnboardAsked extends FinishAsked {
  authenticationCode: Secret;
}

/** An onboarding begins with a code, or finishes one whose code was redeemed. */
type Credential = { readonly code: Secret; readonly codeHmac: string } | undefined;

export class VenueOnboarding {
  readonly #parts: OnboardingParts;

  constructor(parts: OnboardingParts) {
    this.#parts = parts;
  }

  async plan(): Promise<OnboardingPlan> {
    const parts = this.#parts;
    const draft = await draftOnboarding(parts);
    const saved = await savePlan(parts.state.plans, 'ONBOARD', draft.fingerprinted, draft.facts.at);
    const { case: onboardingCase } = draft.decision;
    return {
      ...saved,
      case: onboardingCase,
      needsCode: draft.decision.finishes === undefined,
      passport: draft.passport,
      impact: draft.impact,
      window: draft.window,
      checks: draft.checks,
      steps:
        onboardingCase === 'ALREADY_CONNECTED'
          ? []
          : plannedSteps(parts.scripts, onboardSteps(parts, draft.decision)),
      ready: !draft.checks.some(blocks),
    };
  }

  /** Whether a first sync that runs ends before the next trading; undefined while it is unknown when it ends. */
  async windowOf({ startedAt, estimatedEnd }: FirstSyncView): Promise<SendWindow | undefined> {
    if (!startedAt || !estimatedEnd) return undefined;
    const { venue, scripts, clock } = this.#parts;
    const [{ timeZone }, tradingPeriods, host] = await Promise.all([
      venue.registration(),
      readTradingPeriods(venue),
      getVenueHost(scripts).catch(() => undefined),
    ]);
    return sendWindow({
      now: clock.now(),
      startAt: startedAt,
      estimatedSeconds: (estimatedEnd.getTime() - startedAt.getTime()) / 1000,
      tradingPeriods,
      timeZone,
      lastSaleAt: undefined,
      dailyRestartAt: restartTime(host),
      holdsDailyRestart: false,
    });
  }

  /** The last code that was sent, while it works. */
  codeRequest(): Promise<CodeRequestView | undefined> {
    return this.#parts.codeRequests.last();
  }

  /** The format of a code here. */
  codeShape(): CodeShape {
    return codeShape(this.#parts.settings);
  }

  requestCode(caller: Caller, customerNumber: string): Promise<CodeRequestView> {
    return requestCode(this.#parts, caller, customerNumber);
  }

  async start(caller: Caller, input: OnboardAsked): Promise<Operation> {
    const parts = this.#parts;
    await parts.security.requireStepUp(caller, Permission.CLOUD_CONNECTIVITY_ONBOARD, 'onboard');
    const { authenticationCode, idempotencyKey, ...shown } = input;
    const shape = this.codeShape();
    if (!isCode(authenticationCode.reveal(), shape))
      throw new AppError('CODE_MALFORMED', {
        message: `That is not an authentication code: a code has ${shape.words}.`,
      });
    const codeHmac = parts.keys.hmac('code', authenticationCode.reveal());
    const request = { kind: 'ONBOARD', ...shown, codeHmac };
    const by = { code: authenticationCode, codeHmac };
    return parts.intents.once(caller, idempotencyKey, request, () => this.#begin(caller, input, request, by));
  }

  /** Without a code, by the credential that an earlier onboarding left. */
  async finish(caller: Caller, input: FinishAsked): Promise<Operation> {
    const parts = this.#parts;
    await parts.security.requireStepUp(caller, Permission.CLOUD_CONNECTIVITY_ONBOARD, 'onboard');
    const { idempotencyKey, ...shown } = input;
    const request = { kind: 'ONBOARD', isFinish: true, ...shown };
    return parts.intents.once(caller, idempotencyKey, request, () =>
      this.#begin(caller, input, request, undefined),
    );
  }

  /**
   * ID of the onboarding that ended with a redeemed code, and can be finished on this machine without another
   * one. Undefined also while it is unknown which machine this is.
   */
  async unfinishedId(): Promise<string | undefined> {
    const { state, status } = this.#parts;
    const unfinished = await readUnfinished(new EndedOnboardings(state.operations));
    return unfinished?.machineId === machineOf(status.facts()) ? unfinished?.operationId : undefined;
  }

  async #begin(caller: Caller, input: FinishAsked, request: Memory, by: Credential): Promise<Operation> {
    const parts = this.#parts;
    await parts.maintenance.requireOff();
    const draft = await draftOnboarding(parts);
    const { facts, fingerprinted } = draft;
    const { finishes, ...fresh } = draft.decision;
    const decision: OnboardingDecision = by ? fresh : draft.decision;
    if (decision.customerNumber !== input.customerNumber) throw new AppError('VENUE_MISMATCH');
    // Before the plan is compared with the facts: that a first sync has moved on meanwhile is no news to who has nothing to onboard.
    // Seen now, that is: with the cloud away it is only what was once known.
    const isSeen = facts.cloud.is === 'known' && facts.host.is === 'known';
    if (isSeen && decision.case === 'ALREADY_CONNECTED') throw new AppError('ALREADY_CONNECTED');
    await requirePlanHolds(parts.state.plans, 'ONBOARD', input.planFingerprint, {
      facts: fingerprinted,
      at: facts.at,
    });
    const overridden = requireReady(draft.checks, input.overrides);
    if (!by && !finishes) throw new AppError('NOTHING_TO_FINISH');
    if (by && (await parts.state.operations.wasRedeemed(by.codeHmac))) throw new AppError('CODE_USED');
    return parts.intents.begin(caller, {
      kind: 'ONBOARD',
      reason: input.reason,
      input: { decision, ...storedPlan(draft, overridden) },
      request,
      planFingerprint: input.planFingerprint,
      idempotencyKey: input.idempotencyKey,
      ...(by && { secrets: { code: by.code } }),
    });
  }
}

export type Onboarding = Pick<
  VenueOnboarding,
  'plan' | 'windowOf' | 'codeRequest' | 'codeShape' | 'requestCode' | 'start' | 'finish' | 'unfinishedId'
>;

/** Gathers the facts, decides what an onboarding would do, and checks whether it may begin. Stores nothing. */
async function draftOnboarding(parts: OnboardingParts) {
  const [facts, passport] = await Promise.all([
    readPlanFacts(parts, parts.clock.now()),
    recallPassport(parts.state.keyValues),
  ]);
  const decision = decide(facts, { passport, restartsGateway: parts.restartsGateway });
  const impact = decision.firstSyncFollows ? await impactOfSending(parts, knownOf(facts.cloud)) : undefined;
  const window = impact && (await windowOf(parts, facts, { ...impact, holdsDailyRestart: false }));
  const restart =
    !window && restartsLink(decision)
      ? await windowOf(parts, facts, { estimatedSeconds: RESTART_SECONDS, holdsDailyRestart: false })
      : undefined;
  return {
    facts,
    fingerprinted: fingerprintedFacts(facts),
    passport: passport && { ...passport, oldServer: oldServerOf(facts) },
    decision,
    impact,
    window,
    restart,
    checks: [...checksOf(parts, facts, decision, window ?? restart), ...passportChecks(facts, passport)],
  };
}

function checksOf(
  { settings }: OnboardingParts,
  facts: PlanFacts,
  decision: OnboardingDecision,
  window: SendWindow | undefined,
): readonly Check[] {
  return [
    notConnectedYet(facts, decision.case),
    checks.swiftposVersion(facts),
    checks.registration(facts),
    checks.elevation(facts),
    checks.databaseOperation(facts),
    checks.cloudReachable(facts),
    checks.oldServer(facts),
    checks.tradingHours(window, cutsOrdering(decision) ? 'FAIL' : 'WARN'),
    checks.dailyRestart(facts, false),
    checks.freeze(freezeAt(settings.freezes, facts.at)),
  ];
}
