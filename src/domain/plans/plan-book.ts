/** Plans are saved with the facts that they rest on, and compared with fresh facts before an operation begins. */
import { AppError } from '../../errors/errors.js';
import { changesBetween } from '../facts/plan-facts.js';
import type { Step } from '../operations/steps/step.js';
import type { PlanStore } from '../ports/plan-store.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import { fingerprintOf } from '../types/canonical-json.js';
import type { Memory } from '../types/operation.js';
import { Secret } from '../types/secret.js';
import { blocks, type Check, type PlannedStep } from './plan.js';

const PLAN_MS = 60 * 60_000;

export interface SavedPlan {
  readonly fingerprint: string;
  readonly expiresAt: Date;
}

type PlanKind = 'ONBOARD' | 'RESYNC';

export async function savePlan(
  plans: PlanStore,
  kind: PlanKind,
  facts: Memory,
  at: Date,
): Promise<SavedPlan> {
  const expiresAt = new Date(at.getTime() + PLAN_MS);
  const fingerprint = fingerprintOf({ kind, facts });
  await plans.save({ kind, fingerprint, facts, createdAt: at, expiresAt });
  return { fingerprint, expiresAt };
}

/** Throws PLAN_NOT_FOUND, or PLAN_CHANGED naming which fact moved from what to what. */
export async function requirePlanHolds(
  plans: PlanStore,
  kind: PlanKind,
  fingerprint: string,
  now: { readonly facts: Memory; readonly at: Date },
): Promise<void> {
  const plan = await plans.find(fingerprint, kind);
  if (!plan || plan.expiresAt <= now.at) throw new AppError('PLAN_NOT_FOUND');
  if (fingerprintOf({ kind, facts: now.facts }) === fingerprint) return;
  const changes = changesBetween(plan.facts, now.facts);
  const first = changes[0];
  const moved = first ? `: ${first.fact} was ${first.planned}, now it is ${first.now}` : '';
  throw new AppError('PLAN_CHANGED', {
    message: `Facts have changed since the plan was made${moved}.`,
    details: { changes },
  });
}

/**
 * Throws for a blocking check that isn't overridden, and for an override that this clerk may not make. Returns the codes of the checks that
 * block now and are overridden: an override of today does not apply to a check that begins to fail tomorrow.
 */
export function requireReady(checks: readonly Check[], overrides: readonly string[]): readonly string[] {
  const unknown = overrides.find((code) => !checks.some((check) => check.code === code));
  if (unknown !== undefined) {
    throw new AppError('BAD_USER_INPUT', {
      message: 'overrides names a check that the plan does not have.',
      remedy: `Name any of: ${checks.map((check) => check.code).join(', ')}.`,
    });
  }
  const blocking = checks.filter(blocks);
  const refused = blocking.filter((check) => overrides.includes(check.code) && !check.overridable);
  if (refused.length > 0)
    throw new AppError('OVERRIDE_REFUSED', { details: { checks: refused.map((check) => check.code) } });
  const open = blocking.filter((check) => !overrides.includes(check.code));
  if (open.length === 0) return blocking.map((check) => check.code);
  const [first, ...others] = open;
  const what = others.length > 0 ? ` by ${open.length} checks.\n` : '. ';
  const remedy = others.length > 0 ? aLineEach(open, ({ remedy }) => remedy) : first?.remedy;
  throw new AppError('PLAN_NOT_READY', {
    message: `The plan is blocked${what}${aLineEach(open, ({ detail }) => detail)}`,
    ...(remedy ? { remedy } : {}),
    details: { checks: open.map((check) => check.code) },
  });
}

/** So that a reader sees which remedy is of which check. */
function aLineEach(checks: readonly Check[], textOf: (check: Check) => string | undefined): string {
  return checks
    .filter((check) => textOf(check))
    .map((check) => `${check.title}: ${textOf(check)}`)
    .join('\n');
}

/** What a plan shows of its steps: title, the exact PowerShell, the rollback. */
export function plannedSteps(scripts: ScriptRunner, steps: readonly Step[]): readonly PlannedStep[] {
  return steps.map((step) => ({
    name: step.name,
    title: step.title,
    script: step.script,
    command: step.script === undefined ? undefined : describe(scripts, step.script, step),
    compensatedBy: step.compensatedBy,
  }));
}

function describe(scripts: ScriptRunner, script: string, step: Step): string {
  const names = step.secretNames ?? [];
  const secrets = Object.fromEntries(names.map((name) => [name, new Secret('')]));
  return scripts.describe({ script, parameters: step.parameters ?? {}, secrets });
}
