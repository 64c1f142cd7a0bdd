/** Resync: never a troubleshooting exercise. A plan with its impact, a typed confirmation, then the operation. */
import { AppError } from '../errors.js';
import * as checks from './checks.js';
import type { TwoGateSecurity } from './clerk-security.js';
import type { Resync } from './control-plane.js';
import { type FactSources, type Facts, gatherFacts } from './facts.js';
import { impactOfSending } from './impact.js';
import { createOperation, repeated, requireServicesFree, VENUE_SLOT } from './intent.js';
import type { Operation } from './operation.js';
import { Permission } from './permissions.js';
import { blocks, type Check, type Plan } from './plan.js';
import { holdAgainst, plannedSteps, requireReady, savePlan } from './plan-book.js';
import type { Clock } from './ports/machine.js';
import type { StateDatabase } from './ports/state-database.js';
import { resyncSteps } from './resync-steps.js';
import type { Runner } from './runner.js';
import type { Settings } from './settings.js';
import { LINK_SERVICES } from './venue-host.js';
import type { Caller, Viewer } from './viewer.js';

export interface ResyncParts extends FactSources {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly state: StateDatabase;
  readonly security: TwoGateSecurity;
  readonly runner: Runner;
}

export class VenueResync implements Resync {
  readonly #parts: ResyncParts;

  constructor(parts: ResyncParts) {
    this.#parts = parts;
  }

  async plan(viewer: Viewer): Promise<Plan> {
    const parts = this.#parts;
    const facts = await gatherFacts(parts, parts.clock.now());
    const drawn = checksOf(facts, viewer);
    const paper = await savePlan(parts.state.plans, 'RESYNC', facts);
    const { customerNumber } = facts.registration;
    return {
      fingerprint: paper.fingerprint,
      expiresAt: paper.expiresAt,
      impact: await impactOfSending(parts, facts.cloud),
      checks: drawn,
      steps: plannedSteps(parts.scripts, resyncSteps(parts, { customerNumber })),
      ready: !drawn.some(blocks),
    };
  }

  async start(caller: Caller, input: Parameters<Resync['start']>[1]): Promise<Operation> {
    const parts = this.#parts;
    await parts.security.requireStepUp(caller, Permission.CLOUD_CONNECTIVITY_ONBOARD, 'resync');
    const { idempotencyKey, ...shown } = input;
    const request = { kind: 'RESYNC', ...shown };
    const before = await repeated(parts.state, caller, idempotencyKey, request);
    if (before) return before;

    const facts = await gatherFacts(parts, parts.clock.now());
    const { customerNumber, companyName } = facts.registration;
    if (customerNumber !== input.customerNumber) throw new AppError('VENUE_MISMATCH');
    if (companyName !== input.confirmation) throw new AppError('CONFIRMATION_MISMATCH');
    await holdAgainst(parts.state.plans, 'RESYNC', input.planFingerprint, facts);
    requireReady(checksOf(facts, caller.viewer), input.overrides);
    await requireServicesFree(parts.state, LINK_SERVICES);

    const decision = { customerNumber };
    const operation = await createOperation(parts, caller, {
      kind: 'RESYNC',
      slot: VENUE_SLOT,
      reason: input.reason,
      input: { decision, overrides: input.overrides },
      request,
      planFingerprint: input.planFingerprint,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      steps: resyncSteps(parts, decision),
    });
    parts.runner.submit(operation.id);
    return operation;
  }
}

function checksOf(facts: Facts, viewer: Viewer): readonly Check[] {
  return [
    checks.syncIsCause(viewer.securityGroup?.rank),
    checks.firstSyncRunning(facts),
    checks.connected(facts),
    checks.registration(facts),
    checks.swiftposVersion(facts),
    checks.elevation(facts),
    checks.databaseOperation(facts),
    checks.cloudReachable(facts),
    checks.oldServer(facts),
    checks.tradingHours(facts, 'FAIL'),
    checks.dailyRestart(facts, true),
  ];
}
