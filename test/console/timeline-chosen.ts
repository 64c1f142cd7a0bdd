/** A timeline on which nothing is chosen yet, at a moment in Sydney. */
import type { Chosen } from '../../console/views/timeline/words';

export const zone = 'Australia/Sydney';
/** Tue 6 May 2031, 02:20 in Sydney. */
export const now = Date.parse('2031-05-05T16:20:00Z');
export const none: Chosen = {
  day: '',
  lane: '',
  text: '',
  from: '',
  to: '',
  order: '',
  about: '',
  at: '',
  code: '',
};
