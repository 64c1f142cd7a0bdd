/** Drafts the plan of a resync from fresh facts: for `resyncPlan`, for the mutation `resync`, and again when a scheduled resync begins. */

import { type DiagnosisParts, diagnose, readDiagnosisFacts } from '../diagnosis/diagnosis.js';
import { provenCauses } from '../diagnosis/proven-causes.js';
import { fingerprintedFacts } from '../facts/plan-facts.js';
import { lastFailures } from '../operations/last-failures.js';
import * as checks from '../plans/checks.js';
import { impactOfSending } from '../plans/plan.js';
import { windowOf } from '../plans/window.js';
import { knownOf } from '../types/fact.js';
import { freezeAt, type Settings } from '../types/settings.js';
import { openFullSend } from '../venue/cloud.js';
import { connected, firstSyncRunning, fullSendRunning, lastResync, syncIsCause } from './checks.js';

export interface ResyncPlanParts extends DiagnosisParts {
  readonly settings: Settings;
}

/** The diagnosis as of now. `failed`: the check for the last resync; undefined if none failed within a day, or one succeeded since. */
export async function diagnoseNow(parts: ResyncPlanParts) {
  const facts = await readDiagnosisFacts(parts);
  const [last] = await lastFailures(parts, ['RESYNC']);
  const failed = last && lastResync(last, facts.registration.value.timeZone);
  return { facts, diagnosis: diagnose(facts, provenCauses(facts)), failed };
}

/** `rank` of the caller: only the highest may override the evidence. */
export async function draftResync(
  parts: ResyncPlanParts,
  asked: { readonly rank: number | undefined; readonly startAt?: Date | undefined },
) {
  const { facts, diagnosis, failed } = await diagnoseNow(parts);
  const cloud = knownOf(facts.cloud);
  const openSend = cloud && openFullSend(cloud)?.jobId;
  // Happy Hours and promotions only trigger while Services Monitor runs, which may have to be stopped for the time.
  const impact = await impactOfSending(parts, cloud, ['services-monitor']);
  const { startAt } = asked;
  const window = await windowOf(parts, facts, { ...impact, startAt, holdsDailyRestart: true });
  return {
    facts,
    /** The facts that the fingerprint covers. */
    fingerprinted: {
      ...fingerprintedFacts(facts),
      'data sync is the cause': diagnosis.resyncJustified,
      'open full send': cloud ? (openSend ?? 'none') : 'unknown',
    },
    /** The job that the operation would withdraw first. */
    openSend,
    diagnosis,
    impact,
    window,
    checks: [
      syncIsCause(diagnosis, asked.rank),
      ...(failed ? [failed] : []),
      firstSyncRunning(facts),
      fullSendRunning(facts),
      connected(facts),
      checks.registration(facts),
      checks.swiftposVersion(facts),
      checks.elevation(facts),
      checks.databaseOperation(facts),
      checks.cloudReachable(facts),
      checks.oldServer(facts),
      checks.tradingHours(window, 'FAIL'),
      checks.dailyRestart(facts, true),
      checks.freeze(freezeAt(parts.settings.freezes, startAt ?? facts.at)),
    ],
  };
}
