/** The check for a full send that the cloud still takes rows for and that no operation runs. */
import { openFullSend } from '../venue/cloud.js';
import type { Facts } from '../venue/facts.js';
import { check, NO_CLOUD, unknown } from './checks.js';
import type { Check } from './plan.js';

/** One that an operation runs is refused by the operation's own hold; this finds the one that none runs. */
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
