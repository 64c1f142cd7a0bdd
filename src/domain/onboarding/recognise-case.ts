/** Decides by the facts which case of onboarding it is, and what would be done. Pure. */
import type { OnboardingCase } from '../plans/plan.js';
import { isUp, servicesBefore } from '../services/memory.js';
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

function needsCloudSync({ registration, services, cloud, unfinished }: VenueFacts): boolean {
  const cloudSync = services.get('cloud-sync');
  if (lacksCloudSync(registration, cloudSync)) return true;
  if (!unfinished?.isConnected || !registration.licences.includes('CLOUD_SYNC') || !cloudSync || !cloud)
    return false;
  return !isUp(cloudSync) || cloudSync.startMode !== 'Automatic' || firstSyncState(cloud) === 'none';
}

/** By a credential that is stored for this server. What is connected already lacks Cloud Sync alone. */
function finishes(facts: VenueFacts, onboardingCase: OnboardingCase): OnboardingDecision['finishes'] {
  const { unfinished, host } = facts;
  if (!unfinished || unfinished.machineId !== host?.machineId || onboardingCase === 'ALREADY_CONNECTED')
    return undefined;
  const { redemptionId, isConnected } = unfinished;
  return isConnected && onboardingCase !== 'CLOUD_SYNC_ADDED' ? undefined : { redemptionId, isConnected };
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
  const onboardingCase = recogniseCase(facts, passport);
  return {
    customerNumber: registration.customerNumber,
    companyName: registration.companyName,
    machineId: facts.host?.machineId ?? '',
    case: onboardingCase,
    finishes: finishes(facts, onboardingCase),
    isNever: isNever(judgeLink(facts)),
    cloudSyncLicensed,
    installCloudSync: lacksCloudSync(registration, facts.services.get('cloud-sync')),
    firstSyncFollows: cloudSyncLicensed && (!cloud || firstSyncState(cloud) !== 'done'),
    restartsGateway,
    openJob: isOpen(cloud?.sync.job) ? cloud.sync.job.jobId : undefined,
    was: servicesBefore(
      [...facts.services.values()].filter(({ key }) => LINK_SERVICES.some((link) => link === key)),
    ),
  };
}
