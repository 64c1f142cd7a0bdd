/** Decides by the facts which case of onboarding it is, and what would be done. Pure. */
import type { OnboardingCase } from '../plans/plan.js';
import { servicesBefore } from '../services/memory.js';
import { LINK_SERVICES } from '../types/services.js';
import { isOpen } from '../venue/cloud.js';
import { firstSyncState, type VenueFacts } from '../venue/facts.js';
import type { KnownPassport } from '../venue/known-passport.js';
import { isNever, judgeLink, lacksCloudSync } from '../venue/link.js';
import type { OnboardingDecision } from './onboard-steps.js';

/** Which of the four it is; with the cloud away, what was once known is, here or on the old server. */
export function recogniseCase(facts: VenueFacts, passport?: KnownPassport): OnboardingCase {
  switch (judgeLink(facts)) {
    case 'UNKNOWN':
      if (facts.everConnected) return 'ALREADY_CONNECTED';
      return passport?.everConnected ? 'RE_ESTABLISH' : 'FIRST_TIME';
    case 'NEVER':
      return 'FIRST_TIME';
    case 'OTHER_SERVER':
    case 'OTHER_VERSION':
    case 'TAKEN_BACK':
    case 'FIRST_TAKEN_BACK':
      return 'RE_ESTABLISH';
    default:
      return needsCloudSync(facts) ? 'CLOUD_SYNC_ADDED' : 'ALREADY_CONNECTED';
  }
}

function needsCloudSync({ registration, services }: VenueFacts): boolean {
  return lacksCloudSync(registration, services.get('cloud-sync'));
}

export function decide(
  facts: VenueFacts,
  {
    passport,
    restartsGateway = false,
  }: { passport?: KnownPassport | undefined; restartsGateway?: boolean | undefined } = {},
): OnboardingDecision {
  const { registration, cloud } = facts;
  const cloudSyncLicensed = registration.licences.includes('CLOUD_SYNC');
  return {
    customerNumber: registration.customerNumber,
    companyName: registration.companyName,
    machineId: facts.host?.machineId ?? '',
    case: recogniseCase(facts, passport),
    isNever: isNever(judgeLink(facts)),
    cloudSyncLicensed,
    installCloudSync: needsCloudSync(facts),
    firstSyncFollows: cloudSyncLicensed && (!cloud || firstSyncState(cloud) !== 'done'),
    restartsGateway,
    openJob: isOpen(cloud?.sync.job) ? cloud.sync.job.jobId : undefined,
    was: servicesBefore(
      [...facts.services.values()].filter(({ key }) => LINK_SERVICES.some((link) => link === key)),
    ),
  };
}
