import type { JobWords } from '../operations/job-progress';

const goesOn = 'You can close this page. The onboarding goes on, and this page finds it again.';
const again = [{ view: 'onboarding', word: 'Plan again' }];

/** How the last page of onboarding speaks. */
export const onboardingWords: JobWords = {
  name: 'Onboarding',
  trail: ['Plan', 'Code', 'Progress', 'Locations'],
  titles: {
    AWAITING_APPROVAL: 'The onboarding waits for a second person',
    SCHEDULED: 'The onboarding is scheduled',
    PENDING: 'Onboarding is running',
    RUNNING: 'Onboarding is running',
    CANCELLING: 'Onboarding is running',
    SUCCEEDED: 'The venue is connected',
    FAILED: 'Onboarding did not work',
    CANCELLED: 'Onboarding was cancelled',
    NEEDS_ATTENTION: 'Onboarding needs a decision',
  },
  sentences: {
    PENDING: goesOn,
    RUNNING: goesOn,
    SUCCEEDED: 'What is left to do, and what still happens by itself, stands first.',
  },
  next: {
    SUCCEEDED: [
      { view: 'services', word: 'Look at the services' },
      { view: 'venue', word: 'Go to the venue' },
    ],
    FAILED: again,
    CANCELLED: again,
  },
};
