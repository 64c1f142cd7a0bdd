/**
 * The checks that both kinds of plan have; those of one kind are in `onboarding/checks.ts` and `resync/checks.ts`. One function a check:
 * facts in, a Check out. The title names what is checked; outcome and detail report what was found. What can't be read is UNKNOWN, never PASS.
 */

import { findCondition } from '../conditions/conditions.js';
import type { PlanFacts } from '../facts/snapshot.js';
import { type Fact, knownOf } from '../types/fact.js';
import { FINDINGS, inWords } from '../types/findings.js';
import type { FreezePeriod } from '../types/settings.js';
import { MINIMUM_SWIFTPOS } from '../types/swiftpos-version.js';
import { NO_RESTART } from '../venue/host.js';
import { isAnotherHeard, machineOf, mayBeAnothers } from '../venue/link.js';
import type { Check, CheckCode, CheckOutcome } from './plan.js';
import type { SendWindow } from './window.js';

export function swiftposVersion(facts: PlanFacts): Check {
  const old = findCondition('SWIFTPOS_TOO_OLD', facts);
  const found = facts.registration.value.swiftposVersion;
  const detail = inWords(FINDINGS.SWIFTPOS_TOO_OLD.message, { version: found, minimum: MINIMUM_SWIFTPOS });
  return check('SWIFTPOS_VERSION', 'Version of swiftpos', old ? 'FAIL' : 'PASS', detail, old);
}

export function registration(facts: PlanFacts): Check {
  const { expiresOn } = facts.registration.value;
  const expired = findCondition('REGISTRATION_EXPIRED', facts);
  const expiring = findCondition('REGISTRATION_EXPIRING', facts);
  const outcome: CheckOutcome = expired ? 'FAIL' : expiring ? 'WARN' : 'PASS';
  const detail = expired ? `It expired after ${expiresOn}.` : `It is valid through ${expiresOn}.`;
  return check('REGISTRATION', 'Registration', outcome, detail, expired ?? expiring);
}

export function elevation(facts: PlanFacts): Check {
  const title = 'Administrator rights';
  if (facts.host.is !== 'known') return unknown('ELEVATION', title, 'PowerShell did not report it.');
  const missing = findCondition('NOT_ELEVATED', facts);
  return missing
    ? check('ELEVATION', title, 'FAIL', missing.message, missing)
    : check('ELEVATION', title, 'PASS', 'The control plane runs as Administrator.');
}

export function databaseOperation(facts: PlanFacts): Check {
  const title = 'Running database operations';
  const operations = knownOf(facts.databaseOperations);
  if (!operations)
    return unknown(
      'DATABASE_OPERATION',
      title,
      unreadBy(facts.databaseOperations),
      // A venue may never let the control plane query; a person can.
      true,
      'Ask a DBA to check that none is running, then override with a reason. "venue-control doctor" shows why this could not be read.',
    );
  const running = findCondition('DATABASE_OPERATION_RUNNING', facts);
  const names = operations.map((operation) => operation.name).join(', ');
  return check('DATABASE_OPERATION', title, running ? 'FAIL' : 'PASS', `${names || 'None'}.`, running);
}

export function cloudReachable(facts: PlanFacts): Check {
  const title = 'Response of swiftpos Cloud';
  const { cloud } = facts;
  return cloud.is === 'unknown'
    ? check('CLOUD_REACHABLE', title, 'FAIL', cloud.reason, cloud)
    : check('CLOUD_REACHABLE', title, 'PASS', 'It responds.');
}

/** A malformed row is named, so that a DBA can correct it. */
function unreadBy(fact: Fact<unknown>): string {
  return fact.is === 'unknown' && fact.by === 'VENUE_ROW_MALFORMED'
    ? fact.reason
    : 'The venue database did not report it.';
}

export const NO_CLOUD = 'The cloud could not be queried.';

export function oldServer(facts: PlanFacts): Check {
  const title = 'Other servers with this Customer Number';
  if (facts.cloud.is !== 'known') return unknown('OLD_SERVER', title, NO_CLOUD);
  if (isAnotherHeard(facts))
    return check(
      'OLD_SERVER',
      title,
      'FAIL',
      FINDINGS.OTHER_SERVER_CONNECTED.message,
      FINDINGS.OTHER_SERVER_CONNECTED,
    );
  if (mayBeAnothers(facts))
    return unknown('OLD_SERVER', title, `The cloud receives heartbeats from a server, but ${notSaid(facts)}`);
  // The cloud must know which server it connects: without that no code is worth using.
  return facts.host.is === 'known' && machineOf(facts) === undefined
    ? unknown('OLD_SERVER', title, "The cloud receives none, but this server's identity could not be read.")
    : check('OLD_SERVER', title, 'PASS', 'None.');
}

/** Why it is unknown whose heartbeat the cloud receives. */
export function notSaid({ host }: PlanFacts): string {
  return host.is === 'known'
    ? "this server's identity could not be read."
    : 'PowerShell did not report which one this is.';
}

/** `window` is undefined when nothing large is sent. */
export function tradingHours(window: SendWindow | undefined, unfit: 'WARN' | 'FAIL'): Check {
  const title = 'Trading hours';
  if (!window) return check('TRADING_HOURS', title, 'PASS', 'No send follows, so ordering keeps working.');
  const { fits, sells, trades, verdict } = window;
  if (fits && !sells) return check('TRADING_HOURS', title, 'PASS', verdict);
  if (unfit === 'WARN') {
    const remedy = 'Expect a slower till than usual. Ordering is not affected, because it does not work yet.';
    return check('TRADING_HOURS', title, 'WARN', verdict, { remedy });
  }
  const remedy = fits
    ? 'Ask the staff on shift whether trading is over. Then override with a reason, or wait for half an hour.'
    : 'Choose a start that fits, or override with a reason. Ordering is down while data is sent.';
  const outcome = trades === undefined ? 'UNKNOWN' : 'FAIL';
  return check('TRADING_HOURS', title, outcome, verdict, { remedy, overridable: true });
}

export function dailyRestart(facts: PlanFacts, held: boolean): Check {
  const title = 'Daily restart of services';
  const host = knownOf(facts.host);
  if (!host) return unknown('DAILY_RESTART', title, 'PowerShell did not report it.', true);
  const at = host.dailyRestartAt;
  if (at === NO_RESTART) return check('DAILY_RESTART', title, 'PASS', 'Services Monitor has none.');
  if (at === undefined)
    return unknown(
      'DAILY_RESTART',
      title,
      'Whether Services Monitor restarts all services daily is unknown.',
      true,
      'Set "dailyRestartAt" in venue.json to HH:mm or "none", or override with a reason.',
    );
  return held
    ? check(
        'DAILY_RESTART',
        title,
        'PASS',
        `Services Monitor restarts all services at ${at}. The first step suspends that.`,
      )
    : check('DAILY_RESTART', title, 'WARN', `Services Monitor restarts all services at ${at}.`, {
        remedy: 'Expect one interruption: a first sync that is still running continues after the restart.',
      });
}

/** A site's own times in which no onboarding or resync starts, by hand or by schedule. */
export function freeze(period: FreezePeriod | undefined): Check {
  const title = 'Freezes';
  return period === undefined
    ? check('FREEZE', title, 'PASS', 'None is in force.')
    : check('FREEZE', title, 'FAIL', `${period.reason}: until ${period.until.toISOString()}.`, {
        remedy: 'Wait until it is over, or override with a reason.',
        overridable: true,
      });
}

export function check(
  code: CheckCode,
  title: string,
  outcome: CheckOutcome,
  detail: string,
  more: { remedy?: string | undefined; overridable?: boolean } = {},
): Check {
  return { code, title, outcome, detail, remedy: more.remedy, overridable: more.overridable ?? false };
}

export function unknown(
  code: CheckCode,
  title: string,
  detail: string,
  overridable = false,
  remedy?: string,
): Check {
  return check(code, title, 'UNKNOWN', detail, {
    remedy: remedy ?? 'Run "venue-control doctor" on the server, follow its remedies, then plan again.',
    overridable,
  });
}
