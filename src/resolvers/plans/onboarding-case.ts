import type { OnboardingCase as OnboardingCaseName } from '../../operations/plans/plan.js';
import { namedEnum } from '../schema/named-enum.js';

export const OnboardingCase = namedEnum<OnboardingCaseName>(
  'OnboardingCase',
  'What onboarding would mean now.',
  {
    FIRST_TIME: 'No heartbeat was ever seen, whatever an earlier attempt left.',
    RE_ESTABLISH:
      'Connected once, but server or version changed, or the cloud knows another machine. The old link is kept until the new heartbeat is seen.',
    CLOUD_SYNC_ADDED: 'The gateway is connected, Cloud Sync is licensed, its service is missing.',
    ALREADY_CONNECTED: 'Nothing to add: onboard is refused.',
  },
);
