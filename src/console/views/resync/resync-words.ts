import { t } from '../../messages';
import type { JobWords } from '../operations/job-progress';

/** How the last page of a resync speaks. */
export function resyncWords(): JobWords {
  const { trail, titles, begins, goesOn } = t.resync.job;
  const toVenue = [{ view: 'venue', word: t.ui.goToVenue }];
  return {
    name: t.pages.resync,
    trail,
    titles,
    sentences: { SCHEDULED: begins, PENDING: goesOn, RUNNING: goesOn },
    next: { SUCCEEDED: toVenue, FAILED: toVenue, CANCELLED: toVenue },
  };
}
