import type { OnboardingCase as OnboardingCaseName } from '../../domain/plans/plan.js';
import { namedEnum } from '../schema/named-enum.js';

export const OnboardingCase = namedEnum<OnboardingCaseName>(
  'OnboardingCase',
  'The case of an onboarding now.',
  {
    FIRST_TIME: 'The cloud never received a heartbeat, even if an earlier attempt left data.',
    RE_ESTABLISH:
      'Connected before, but server or version changed, or the cloud knows another machine. The old link is kept until the new heartbeat is received.',
    CLOUD_SYNC_ADDED: 'The gateway is connected, Cloud Sync is licensed, its service is missing.',
    ALREADY_CONNECTED: 'Nothing to add: onboard is refused.',
  },
);
