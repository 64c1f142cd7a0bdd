/** The checks that only the plan of a resync has. */
import { AppError, isErrorCode } from '../../errors/errors.js';
import { findCondition } from '../conditions/conditions.js';
import { causeInWords } from '../diagnosis/causes.js';
import { ONLY_INTERRUPTS, type SyncDiagnosis } from '../diagnosis/diagnosis.js';
import { firstSyncState, hostService } from '../facts/plan-facts.js';
import type { PlanFacts } from '../facts/snapshot.js';
import { check, NO_CLOUD, notSaid, unknown } from '../plans/checks.js';
import type { Check } from '../plans/plan.js';
import { knownOf } from '../types/fact.js';
import type { FindingCode } from '../types/findings.js';
import type { Operation } from '../types/operation.js';
import type { ServiceKey } from '../types/services.js';
import { openFullSend } from '../venue/cloud.js';
import { isHeard, mayBeAnothers } from '../venue/link.js';
import { venueDayAndTime } from '../venue/trading-hours.js';

/** Never as a troubleshooting exercise: only the highest rank may say "continue" against the evidence. */
export function syncIsCause(diagnosis: SyncDiagnosis, rank: number | undefined): Check {
  const title = 'Data sync is the cause';
  if (diagnosis.resyncJustified)
    return check('SYNC_IS_CAUSE', title, 'PASS', 'Single rows could not be sent.');
  const outcome = diagnosis.cause === 'UNKNOWN' ? 'UNKNOWN' : 'FAIL';
  return check(
    'SYNC_IS_CAUSE',
    title,
    outcome,
    outcome === 'UNKNOWN' || diagnosis.cause === 'NONE'
      ? `The evidence does not show that: ${causeInWords(diagnosis.cause)}.`
      : `The evidence shows another cause: ${causeInWords(diagnosis.cause)}.`,
    {
      // Where there is no cause, the sentence above has said so.
      remedy: `${diagnosis.cause === 'NONE' ? ONLY_INTERRUPTS : diagnosis.recommendation} Only a clerk of the highest group may override this.`,
      overridable: rank === 1,
    },
  );
}

export function firstSyncRunning(facts: PlanFacts): Check {
  const title = 'Running first sync';
  const cloud = knownOf(facts.cloud);
  if (!cloud) return unknown('FIRST_SYNC_RUNNING', title, NO_CLOUD);
  return firstSyncState(cloud) === 'running'
    ? check('FIRST_SYNC_RUNNING', title, 'FAIL', 'The first sync is still running.', {
        remedy: 'Wait until it is complete.',
      })
    : check('FIRST_SYNC_RUNNING', title, 'PASS', 'None.');
}

/**
 * The check for a full send that the cloud still takes rows for and that no operation runs. One that an operation runs is refused by the
 * operation's own hold; this finds the one that none runs.
 */
export function fullSendRunning(facts: PlanFacts): Check {
  const title = 'Open full send';
  const cloud = knownOf(facts.cloud);
  if (!cloud) return unknown('FULL_SEND_RUNNING', title, NO_CLOUD);
  const job = openFullSend(cloud);
  if (!job) return check('FULL_SEND_RUNNING', title, 'PASS', 'None.');
  const [gone, all] = [job.rowsReceived.toLocaleString('en'), job.rowsExpected.toLocaleString('en')];
  const since = job.startedAt ? ` since ${job.startedAt.toISOString()}` : '';
  return check(
    'FULL_SEND_RUNNING',
    title,
    'FAIL',
    `swiftpos Cloud is receiving a full send${since}: ${gone} of ${all} rows.`,
    {
      remedy:
        'Follow the operation that runs it, if there is one. Otherwise wait until it has ended, or override with a reason: the operation withdraws it first.',
      overridable: true,
    },
  );
}

/** Only where it failed within a day, and none succeeded since. */
export function lastResync(failed: Operation, timeZone: string): Check {
  const { finishedAt = failed.createdAt, failure } = failed;
  const known = failure && isErrorCode(failure.code) ? new AppError(failure.code) : undefined;
  const why = known?.message ?? 'Its reason is unknown.';
  const detail = `The last resync failed at ${venueDayAndTime(finishedAt, timeZone)}: ${why}`;
  const remedy = `${known?.remedy ?? ''} Open the operation ${failed.id} for what was rolled back.`.trim();
  return check('LAST_RESYNC', 'Last resync', 'WARN', detail, { remedy });
}

/** What explains that nothing is sent, and that the cloud hears nothing. */
const OF_CLOUD_SYNC: readonly FindingCode[] = ['CLOUD_SYNC_MISSING', 'SERVICE_DOWN', 'SERVICE_CHANGING'];
const OF_THE_LINK: readonly FindingCode[] = ['NEVER_CONNECTED', 'RECONNECT_NEEDED', 'LINK_DOWN'];

export function connected(facts: PlanFacts): Check {
  const title = 'Connection to swiftpos Cloud';
  if (facts.cloud.is !== 'known') return unknown('NOT_CONNECTED', title, NO_CLOUD);
  const cloudSync = hostService(facts, 'cloud-sync');
  if (!cloudSync || cloudSync.state === 'Unknown')
    return unknown('NOT_CONNECTED', title, 'PowerShell did not report whether Cloud Sync is running.');
  if (cloudSync.state !== 'Running') {
    const found = firstOf(OF_CLOUD_SYNC, facts, 'cloud-sync');
    const detail = `${found?.message ?? 'Cloud Sync is not running.'} Nothing would be sent.`;
    const remedy = `${found?.remedy ?? 'Start Cloud Sync.'} Then plan again: a resync may not be needed.`;
    return check('NOT_CONNECTED', title, 'FAIL', detail, { remedy });
  }
  if (mayBeAnothers(facts) && isHeard(facts))
    return check(
      'NOT_CONNECTED',
      title,
      'WARN',
      `The cloud receives a heartbeat, but ${notSaid(facts)} It may come from another server.`,
      { remedy: 'Run "venue-control doctor", and make sure that no other server has this Customer Number.' },
    );
  if (isHeard(facts)) return check('NOT_CONNECTED', title, 'PASS', 'The cloud receives its heartbeat.');
  const why = firstOf(OF_THE_LINK, facts) ?? findCondition('SERVICE_DOWN', facts, 'gateway-client');
  const detail = why?.message ?? 'The cloud receives no heartbeat.';
  const remedy = `${why?.remedy ?? 'Start Gateway Client.'} A resync needs the link.`;
  return check('NOT_CONNECTED', title, 'FAIL', detail, { remedy });
}

function firstOf(codes: readonly FindingCode[], facts: PlanFacts, service?: ServiceKey) {
  return codes.map((code) => findCondition(code, facts, service)).find((found) => found !== undefined);
}
