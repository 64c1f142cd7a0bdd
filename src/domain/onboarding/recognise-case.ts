/** Decides by the facts which case of onboarding it is, and what would be done. Pure. */
import { firstSyncState, hostService } from '../facts/plan-facts.js';
import type { PlanFacts } from '../facts/snapshot.js';
import type { OnboardingCase } from '../plans/plan.js';
import { isUp, servicesBefore } from '../services/memory.js';
import { knownOf } from '../types/fact.js';
import { LINK_SERVICES } from '../types/services.js';
import { isOpen } from '../venue/cloud.js';
import type { KnownPassport } from '../venue/known-passport.js';
import { finishable, isNever, judgeLink, lacksCloudSync, machineOf } from '../venue/link.js';
import type { OnboardingDecision } from './onboard-steps.js';

/** Which of the four it is; with the cloud away, what was once known is, here or on the old server. */
export function recogniseCase(facts: PlanFacts, passport?: KnownPassport): OnboardingCase {
  switch (judgeLink(facts)) {
    case 'UNKNOWN':
      if (facts.everConnected.value) return 'ALREADY_CONNECTED';
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

function needsCloudSync(facts: PlanFacts): boolean {
  const cloudSync = hostService(facts, 'cloud-sync');
  const registration = facts.registration.value;
  if (lacksCloudSync(registration, cloudSync)) return true;
  const cloud = knownOf(facts.cloud);
  const isUnfinished = knownOf(facts.unfinished)?.isConnected;
  if (!isUnfinished || !registration.licences.includes('CLOUD_SYNC') || !cloudSync || !cloud) return false;
  return !isUp(cloudSync) || cloudSync.startMode !== 'Automatic' || firstSyncState(cloud) === 'none';
}

/** By a credential that is stored for this server. */
function finishes(facts: PlanFacts, onboardingCase: OnboardingCase): OnboardingDecision['finishes'] {
  const unfinished = finishable(facts, judgeLink(facts));
  if (!unfinished || onboardingCase === 'ALREADY_CONNECTED') return undefined;
  const { redemptionId, isConnected } = unfinished;
  return { redemptionId, isConnected };
}

export function decide(
  facts: PlanFacts,
  {
    passport,
    restartsGateway = false,
  }: { passport?: KnownPassport | undefined; restartsGateway?: boolean | undefined } = {},
): OnboardingDecision {
  const [registration, cloud] = [facts.registration.value, knownOf(facts.cloud)];
  const cloudSyncLicensed = registration.licences.includes('CLOUD_SYNC');
  const onboardingCase = recogniseCase(facts, passport);
  return {
    customerNumber: registration.customerNumber,
    companyName: registration.companyName,
    machineId: machineOf(facts) ?? '',
    case: onboardingCase,
    finishes: finishes(facts, onboardingCase),
    isNever: isNever(judgeLink(facts)),
    cloudSyncLicensed,
    installCloudSync: lacksCloudSync(registration, hostService(facts, 'cloud-sync')),
    firstSyncFollows: cloudSyncLicensed && (!cloud || firstSyncState(cloud) !== 'done'),
    restartsGateway,
    openJob: isOpen(cloud?.sync.job) ? cloud.sync.job.jobId : undefined,
    was: servicesBefore(
      [...(knownOf(facts.hostServices)?.values() ?? [])].filter(({ key }) =>
        LINK_SERVICES.some((link) => link === key),
      ),
    ),
  };
}
