/** One function a check: facts in, a Check out. A title asks, and never says how it is: outcome and detail answer. A check that can't be made is UNKNOWN, never PASS. */

import type { FreezePeriod } from '../words/settings.js';
import { compareVersions, MINIMUM_SWIFTPOS } from '../words/swiftpos-version.js';
import type { SyncDiagnosis } from '../world/diagnosis.js';
import { type Facts, firstSyncState, holdsUp } from '../world/facts.js';
import { isAnotherHeard, isHeard, mayBeAnothers } from '../world/link.js';
import { registrationState } from '../world/registration.js';
import { causeInWords } from '../world/sync-causes.js';
import { NO_RESTART } from '../world/venue-host.js';
import type { Check, CheckCode, CheckOutcome, OnboardingCase } from './plan.js';
import type { SendWindow } from './window.js';

export function swiftposVersion(facts: Facts): Check {
  const found = facts.registration.swiftposVersion;
  const ok = compareVersions(found, MINIMUM_SWIFTPOS) >= 0;
  return check(
    'SWIFTPOS_VERSION',
    'Version of swiftpos',
    ok ? 'PASS' : 'FAIL',
    `This venue runs ${found}; ${MINIMUM_SWIFTPOS} is the oldest that can be onboarded.`,
    {
      remedy: ok ? undefined : `Update swiftpos to ${MINIMUM_SWIFTPOS} or newer.`,
    },
  );
}

export function registration(facts: Facts): Check {
  const { expiresOn, timeZone } = facts.registration;
  const state = registrationState(expiresOn, timeZone, facts.at);
  const outcome: CheckOutcome = state === 'EXPIRED' ? 'FAIL' : state === 'EXPIRING' ? 'WARN' : 'PASS';
  const detail = state === 'EXPIRED' ? `It expired after ${expiresOn}.` : `It is valid through ${expiresOn}.`;
  return check('REGISTRATION', 'Registration', outcome, detail, {
    remedy: outcome === 'PASS' ? undefined : 'Renew the registration with swiftpos.',
  });
}

export function elevation(facts: Facts): Check {
  const title = 'Administrator rights';
  if (!facts.host) return unknown('ELEVATION', title, 'PowerShell did not say.');
  return facts.host.elevated
    ? check('ELEVATION', title, 'PASS', 'The control plane runs as Administrator.')
    : check('ELEVATION', title, 'FAIL', 'The control plane does not run as Administrator.', {
        remedy: 'Start the control plane as Administrator.',
      });
}

export function databaseOperation(facts: Facts): Check {
  const title = 'Running database operations';
  if (!facts.databaseOperations)
    return unknown(
      'DATABASE_OPERATION',
      title,
      'The venue database did not say.',
      // A site may never let us look; a person can.
      true,
      'Have a DBA look that none runs, then override with a reason; "venue-control doctor" says why it does not say.',
    );
  const names = facts.databaseOperations.map((operation) => operation.name).join(', ');
  if (names === '') return check('DATABASE_OPERATION', title, 'PASS', 'None.');
  const outcome = facts.databaseOperations.some(holdsUp) ? 'FAIL' : 'WARN';
  return check('DATABASE_OPERATION', title, outcome, `${names}.`, {
    remedy: outcome === 'FAIL' ? 'Wait until it has ended, then plan again.' : 'Wait until it has ended.',
  });
}

export function cloudReachable(facts: Facts): Check {
  const title = 'Answer of swiftpos Cloud';
  if (facts.cloud) return check('CLOUD_REACHABLE', title, 'PASS', 'It answers.');
  const failure = facts.cloudFailure;
  return check('CLOUD_REACHABLE', title, 'FAIL', failure?.message ?? 'It does not answer.', {
    remedy: failure?.remedy,
  });
}

export const NO_CLOUD = 'The cloud could not be asked.';

export function oldServer(facts: Facts): Check {
  const title = 'Other servers with this Customer Number';
  if (!facts.cloud) return unknown('OLD_SERVER', title, NO_CLOUD);
  if (isAnotherHeard(facts))
    return check(
      'OLD_SERVER',
      title,
      'FAIL',
      'Two servers, one Customer Number: an old server is still connected.',
      { remedy: 'Stop Gateway Client on the old server, and set its start mode to Manual; then plan again.' },
    );
  if (mayBeAnothers(facts))
    return unknown('OLD_SERVER', title, `The cloud hears a server, and ${notSaid(facts)}`);
  // The cloud is told which server it connects: without that no code is worth using.
  return facts.host !== undefined && facts.host.machineId === undefined
    ? unknown('OLD_SERVER', title, 'None is heard, but which server this is could not be read.')
    : check('OLD_SERVER', title, 'PASS', 'None.');
}

function notSaid({ host }: Facts): string {
  return host ? 'which one this is could not be read.' : 'PowerShell did not say which one this is.';
}

export function notConnectedYet(facts: Facts, onboardingCase: OnboardingCase): Check {
  const title = 'Connection to swiftpos Cloud';
  if (!facts.cloud) return unknown('NOT_CONNECTED', title, NO_CLOUD);
  if (onboardingCase === 'CLOUD_SYNC_ADDED' && !facts.services.has('cloud-sync'))
    return unknown('NOT_CONNECTED', title, 'PowerShell did not say whether Cloud Sync is installed.');
  if (onboardingCase !== 'ALREADY_CONNECTED') {
    const why: Readonly<Record<OnboardingCase, string>> = {
      FIRST_TIME: 'The cloud has never seen a heartbeat of this venue.',
      RE_ESTABLISH: facts.linkTakenBack
        ? 'It was connected before; the last onboarding went back, and the cloud does not hear this server since.'
        : 'It was connected before; server or version has changed since.',
      CLOUD_SYNC_ADDED: 'Gateway Client is connected; Cloud Sync is licensed and missing.',
      ALREADY_CONNECTED: '',
    };
    return check('NOT_CONNECTED', title, 'PASS', why[onboardingCase]);
  }
  return check('NOT_CONNECTED', title, 'FAIL', 'It is already connected, and there is nothing to add.', {
    remedy:
      'Nothing to do. Start Gateway Client if it is stopped; if data is missing in the cloud, look at the sync first.',
  });
}

export function connected(facts: Facts): Check {
  const title = 'Connection to swiftpos Cloud';
  if (!facts.cloud) return unknown('NOT_CONNECTED', title, NO_CLOUD);
  if (facts.services.get('cloud-sync')?.state !== 'Running') {
    const remedy = 'Start Cloud Sync, then plan again: that may be all that is needed.';
    return check('NOT_CONNECTED', title, 'FAIL', 'Cloud Sync is not running: nothing would be sent.', {
      remedy,
    });
  }
  if (mayBeAnothers(facts) && isHeard(facts))
    return check(
      'NOT_CONNECTED',
      title,
      'WARN',
      `The cloud sees a heartbeat, and ${notSaid(facts)} It may be another's.`,
      { remedy: 'Run "venue-control doctor", and make sure that no other server has this Customer Number.' },
    );
  return isHeard(facts)
    ? check('NOT_CONNECTED', title, 'PASS', 'The cloud sees its heartbeat.')
    : check('NOT_CONNECTED', title, 'FAIL', 'The cloud does not see its heartbeat.', {
        remedy: 'Start Gateway Client, or onboard the venue; a resync can do nothing without the link.',
      });
}

/** `window` is undefined when nothing large is sent. */
export function tradingHours(window: SendWindow | undefined, unfit: 'WARN' | 'FAIL'): Check {
  const title = 'Trading hours';
  if (!window) return check('TRADING_HOURS', title, 'PASS', 'No send follows, so ordering goes on.');
  if (window.fits) return check('TRADING_HOURS', title, 'PASS', window.verdict);
  const outcome = window.trades === undefined && unfit === 'FAIL' ? 'UNKNOWN' : unfit;
  return check('TRADING_HOURS', title, outcome, window.verdict, {
    remedy:
      unfit === 'FAIL'
        ? 'Choose a start that fits, or override with a reason: ordering is down while data is sent.'
        : 'No online ordering is lost, as none works yet; the till may be busier than usual.',
    overridable: unfit === 'FAIL',
  });
}

export function dailyRestart(facts: Facts, held: boolean): Check {
  const title = 'Daily restart of services';
  if (!facts.host) return unknown('DAILY_RESTART', title, 'PowerShell did not say.', true);
  const at = facts.host.dailyRestartAt;
  if (at === NO_RESTART) return check('DAILY_RESTART', title, 'PASS', 'Services Monitor has none.');
  if (at === undefined)
    return unknown(
      'DAILY_RESTART',
      title,
      'Whether Services Monitor restarts all services daily is not known.',
      true,
      'Write "dailyRestartAt" into venue.json, as HH:mm or "none", or override with a reason.',
    );
  return held
    ? check(
        'DAILY_RESTART',
        title,
        'PASS',
        `Services Monitor restarts everything at ${at}; the first step holds that.`,
      )
    : check('DAILY_RESTART', title, 'WARN', `Services Monitor restarts everything at ${at}.`, {
        remedy: 'A first sync that still runs then goes on after the restart.',
      });
}

export function firstSyncRunning(facts: Facts): Check {
  const title = 'Running first sync';
  if (!facts.cloud) return unknown('FIRST_SYNC_RUNNING', title, NO_CLOUD);
  return firstSyncState(facts.cloud) === 'running'
    ? check('FIRST_SYNC_RUNNING', title, 'FAIL', 'The first sync still goes on.', {
        remedy: 'Wait until it is complete.',
      })
    : check('FIRST_SYNC_RUNNING', title, 'PASS', 'None.');
}

/** Never as a troubleshooting exercise: only the highest rank may say "go on" against the evidence. */
export function syncIsCause(diagnosis: SyncDiagnosis, rank: number | undefined): Check {
  const title = 'Data sync as the cause';
  if (diagnosis.resyncJustified)
    return check('SYNC_IS_CAUSE', title, 'PASS', 'Rows could not be sent one by one.');
  const outcome = diagnosis.cause === 'UNKNOWN' ? 'UNKNOWN' : 'FAIL';
  return check(
    'SYNC_IS_CAUSE',
    title,
    outcome,
    `The evidence says otherwise: ${causeInWords(diagnosis.cause)}.`,
    {
      remedy: `${diagnosis.recommendation} Only a clerk of the highest group may override this.`,
      overridable: rank === 1,
    },
  );
}

/** A site's own times in which nothing large is begun, by hand or by schedule. */
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
    remedy: remedy ?? 'Run "venue-control doctor" on the server, mend what it names, then plan again.',
    overridable,
  });
}
