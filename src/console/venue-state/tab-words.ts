/** The browser's tab, which is seen while another page is in front: the same words as on the page. */
import { t } from '../messages';
import type { Tone } from '../ui/state-mark';
import type { ShownState } from './shown-state';

/** The state first, as a tab cuts its end off: `Needs attention: Harbour View Hotel`. */
export function tabTitle({ word }: Pick<ShownState, 'word'>, companyName: string | undefined): string {
  return `${word}: ${companyName ?? t.product}`;
}

/** Shape and colour say the same; where all is well, the sign of the product. */
export function tabIcon(tone: Tone): string {
  return icons[tone] ?? '/favicon.svg';
}

const icons: Partial<Readonly<Record<Tone, string>>> = {
  bad: new URL('./icons/bad.svg', import.meta.url).href,
  warn: new URL('./icons/warn.svg', import.meta.url).href,
  busy: new URL('./icons/busy.svg', import.meta.url).href,
};
