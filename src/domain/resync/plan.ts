/** What a resync rests on, drawn afresh: for the plan, for the mutation that holds it, and again when a scheduled one begins. */
import { lastFailures } from '../operations/last-failures.js';
import * as checks from '../plans/checks.js';
import { fullSendRunning, lastResync } from '../plans/kind-checks.js';
import { type Check, type Impact, impactOfSending } from '../plans/plan.js';
import { type SendWindow, windowOf } from '../plans/window.js';
import { judgeSync, type SyncReaders } from '../status/judge-sync.js';
import type { Memory } from '../types/operation.js';
import { freezeAt, type Settings } from '../types/settings.js';
import { openFullSend } from '../venue/cloud.js';
import { type DiagnosisParts, diagnose, gatherSyncFacts, type SyncDiagnosis } from '../venue/diagnosis.js';
import { fingerprintedFacts } from '../venue/facts.js';
import type { SyncFacts } from '../venue/sync-evidence.js';

export interface ResyncPlanParts extends DiagnosisParts, Pick<SyncReaders, 'services' | 'sagas'> {
  readonly settings: Settings;
}

export interface DrawnResync {
  readonly facts: SyncFacts;
  /** What the fingerprint covers. */
  readonly covered: Memory;
  /** The job that the operation would withdraw first. */
  readonly openSend: string | undefined;
  readonly diagnosis: SyncDiagnosis;
  readonly impact: Impact;
  readonly window: SendWindow;
  readonly checks: readonly Check[];
}

export async function diagnoseNow(parts: ResyncPlanParts): Promise<{
  readonly facts: SyncFacts;
  readonly diagnosis: SyncDiagnosis;
  /** Undefined: none failed within a day, or one succeeded since. */
  readonly failed: Check | undefined;
}> {
  const facts = await gatherSyncFacts(parts);
  const [last] = await lastFailures(parts, ['RESYNC']);
  const failed = last && lastResync(last, facts.registration.timeZone);
  return { facts, diagnosis: diagnose(facts, await judgeSync(parts, facts)), failed };
}

/** `rank` of the caller: only the highest may override the evidence. */
export async function drawResync(
  parts: ResyncPlanParts,
  asked: { readonly rank: number | undefined; readonly startAt?: Date | undefined },
): Promise<DrawnResync> {
  const { facts, diagnosis, failed } = await diagnoseNow(parts);
  const openSend = facts.cloud && openFullSend(facts.cloud)?.jobId;
  // Happy Hours and promotions only trigger while Services Monitor runs, which may have to be stopped for the time.
  const impact = await impactOfSending(parts, facts.cloud, ['services-monitor']);
  const { startAt } = asked;
  const window = await windowOf(parts, facts, { ...impact, startAt, holdsDailyRestart: true });
  return {
    facts,
    covered: {
      ...fingerprintedFacts(facts),
      'data sync is the cause': diagnosis.resyncJustified,
      'open full send': facts.cloud ? (openSend ?? 'none') : 'unknown',
    },
    openSend,
    diagnosis,
    impact,
    window,
    checks: [
      checks.syncIsCause(diagnosis, asked.rank),
      ...(failed ? [failed] : []),
      checks.firstSyncRunning(facts),
      fullSendRunning(facts),
      checks.connected(facts),
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
