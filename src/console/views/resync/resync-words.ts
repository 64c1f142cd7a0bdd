import type { JobWords } from '../operations/job-progress';

const goesOn = 'You can close this page. The resync goes on, and this page finds it again.';
const toVenue = [{ view: 'venue', word: 'Go to the venue' }];

/** How the last page of a resync speaks. */
export const resyncWords: JobWords = {
  name: 'Resync',
  trail: ['Diagnosis', 'Plan', 'Confirm', 'Progress'],
  titles: {
    AWAITING_APPROVAL: 'The resync waits for a second person',
    SCHEDULED: 'The resync is scheduled',
    PENDING: 'Resync is running',
    RUNNING: 'Resync is running',
    CANCELLING: 'Resync is running',
    SUCCEEDED: 'All data is in the cloud',
    FAILED: 'The resync did not work',
    CANCELLED: 'The resync was cancelled',
    NEEDS_ATTENTION: 'The resync needs a decision',
  },
  sentences: {
    SCHEDULED: 'It begins by itself. You can close this page.',
    PENDING: goesOn,
    RUNNING: goesOn,
  },
  next: { SUCCEEDED: toVenue, FAILED: toVenue, CANCELLED: toVenue },
};
