/** The checks that only the plan of an onboarding has. */
import { hostService } from '../facts/plan-facts.js';
import type { PlanFacts } from '../facts/snapshot.js';
import { check, NO_CLOUD, unknown } from '../plans/checks.js';
import type { Check, OnboardingCase } from '../plans/plan.js';
import { knownOf } from '../types/fact.js';
import type { KnownPassport } from '../venue/known-passport.js';
import { machineOf, WHY_AGAIN } from '../venue/link.js';

export function notConnectedYet(facts: PlanFacts, onboardingCase: OnboardingCase): Check {
  const title = 'Connection to swiftpos Cloud';
  if (facts.cloud.is !== 'known') return unknown('NOT_CONNECTED', title, NO_CLOUD);
  if (onboardingCase === 'CLOUD_SYNC_ADDED' && !hostService(facts, 'cloud-sync'))
    return unknown('NOT_CONNECTED', title, 'PowerShell did not report whether Cloud Sync is installed.');
  if (onboardingCase !== 'ALREADY_CONNECTED') {
    const why: Readonly<Record<OnboardingCase, string>> = {
      FIRST_TIME: 'The cloud has never received a heartbeat from this venue.',
      RE_ESTABLISH: WHY_AGAIN[facts.linkTakenBack.value],
      CLOUD_SYNC_ADDED: knownOf(facts.unfinished)?.isConnected
        ? 'Gateway Client is connected. Its onboarding was not finished.'
        : 'Gateway Client is connected. Cloud Sync is licensed but not installed.',
      ALREADY_CONNECTED: '',
    };
    return check('NOT_CONNECTED', title, 'PASS', why[onboardingCase]);
  }
  return check('NOT_CONNECTED', title, 'FAIL', 'It is already connected. There is nothing to add.', {
    remedy:
      'Start Gateway Client if it is stopped. If data is missing in the cloud, run a sync diagnosis first.',
  });
}

/** Nothing where no passport was imported. A third server is a WARN: the old one being alive is OLD_SERVER's to say. */
export function passportChecks(facts: PlanFacts, passport: KnownPassport | undefined): readonly Check[] {
  if (!passport) return [];
  const [cloud, ours] = [knownOf(facts.cloud), machineOf(facts)];
  const title = 'Migration file of the old server';
  if (!cloud) return [unknown('PASSPORT', title, NO_CLOUD)];
  const made = `It was exported ${inUtc(passport.madeAt)}`;
  const known = cloud.connection.machineId;
  if (known === undefined || known === ours)
    return [check('PASSPORT', title, 'PASS', `${made}. There is no other server to replace.`)];
  if (known === passport.machineId)
    return [check('PASSPORT', title, 'PASS', `${made}. It matches the server that the cloud knows.`)];
  if (ours === undefined)
    return [unknown('PASSPORT', title, `${made}. This server's identity could not be read.`)];
  const remedy = 'Find out which server was used last, and export a new migration file there.';
  return [check('PASSPORT', title, 'WARN', `${made}. The cloud knows a different server.`, { remedy })];
}

/** `2031-05-05 09:00 UTC`: anyone who compares two files reads the same at every clock. */
function inUtc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
