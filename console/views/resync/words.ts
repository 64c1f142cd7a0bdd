import { t } from '../../messages';
import type { JobWords } from '../operations/job-words';

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

const HALF_HOUR = 1_800_000;
/** A day of half hours. */
const offered = 48;

/** The half hours of the next day, and whatever else of `also` is still to come, in order. */
export function startTimes(now: number, also: readonly (string | null)[]): readonly string[] {
  const first = Math.ceil((now + 60_000) / HALF_HOUR) * HALF_HOUR;
  const halfHours = Array.from({ length: offered }, (_, index) => first + index * HALF_HOUR);
  const others = also.flatMap((at) => (at === null ? [] : Date.parse(at))).filter((at) => at > now);
  const moments = [...new Set([...halfHours, ...others])].sort((a, b) => a - b);
  return moments.map((at) => new Date(at).toISOString());
}

/** `After close, Mon 30 Nov 02:00` of the venue's next close. */
export function startLabel(at: string, close: string | undefined, moment: string): string {
  return at === close ? t.resync.afterClose(moment) : moment;
}
