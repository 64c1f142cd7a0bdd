import { t } from '../../messages';
import type { JobWords } from '../operations/job-progress';

/** How the last page of onboarding speaks. */
export function onboardingWords(): JobWords {
  const { trail, titles, goesOn, succeeded, lookAtServices, planAgain } = t.onboarding.job;
  const again = [{ view: 'onboarding', word: planAgain }];
  return {
    name: t.pages.onboarding,
    trail,
    titles,
    sentences: { PENDING: goesOn, RUNNING: goesOn, SUCCEEDED: succeeded },
    next: {
      SUCCEEDED: [
        { view: 'services', word: lookAtServices },
        { view: 'venue', word: t.ui.goToVenue },
      ],
      FAILED: again,
      CANCELLED: again,
    },
  };
}
