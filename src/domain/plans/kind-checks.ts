/** Checks that only one kind of plan has. */
import { AppError, isErrorCode } from '../../errors/errors.js';
import type { Operation } from '../types/operation.js';
import { openFullSend } from '../venue/cloud.js';
import type { Facts } from '../venue/facts.js';
import type { KnownPassport } from '../venue/known-passport.js';
import { venueDayAndTime } from '../venue/trading-hours.js';
import { check, NO_CLOUD, unknown } from './checks.js';
import type { Check } from './plan.js';

/** Nothing where no passport was imported. A third server is a WARN: the old one being alive is OLD_SERVER's to say. */
export function passportChecks(
  { cloud, host }: Facts,
  passport: KnownPassport | undefined,
): readonly Check[] {
  if (!passport) return [];
  const title = 'Migration file of the old server';
  if (!cloud) return [unknown('PASSPORT', title, NO_CLOUD)];
  const made = `It was exported ${inUtc(passport.madeAt)}`;
  const known = cloud.connection.machineId;
  if (known === undefined || known === host?.machineId)
    return [check('PASSPORT', title, 'PASS', `${made}. There is no other server to replace.`)];
  if (known === passport.machineId)
    return [check('PASSPORT', title, 'PASS', `${made}. It matches the server that the cloud knows.`)];
  if (host?.machineId === undefined)
    return [unknown('PASSPORT', title, `${made}. This server's identity could not be read.`)];
  const remedy = 'Find out which server was used last, and export a new migration file there.';
  return [check('PASSPORT', title, 'WARN', `${made}. The cloud knows a different server.`, { remedy })];
}

/** `2031-05-05 09:00 UTC`: anyone who compares two files reads the same at every clock. */
function inUtc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/**
 * The check for a full send that the cloud still takes rows for and that no operation runs. One that an operation runs is refused by the
 * operation's own hold; this finds the one that none runs.
 */
export function fullSendRunning(facts: Facts): Check {
  const title = 'Open full send';
  if (!facts.cloud) return unknown('FULL_SEND_RUNNING', title, NO_CLOUD);
  const job = openFullSend(facts.cloud);
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
