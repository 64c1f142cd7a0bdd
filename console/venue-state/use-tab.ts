import { useEffect } from 'react';
import { useIsHidden } from '../data/use-page';
import { percent } from '../format/format';
import { t } from '../messages';
import type { News } from '../notifications/notification';
import type { Tone } from '../ui/state-mark';
import { sendIn } from './by-code';
import type { ShownState } from './shown-state';

/** Title and icon of the browser's tab, for while someone is signed in. `news`: what has happened, while the page can't be seen. */
export function useTab(state: ShownState, companyName: string | undefined, news: News | undefined): void {
  const unseen = useIsHidden() ? news : undefined;
  const title = unseen
    ? [unseen.headline, companyName].filter(Boolean).join(': ')
    : tabTitle(state, companyName);
  const icon = tabIcon(unseen?.tone ?? state.tone);
  useEffect(() => {
    document.title = title;
    iconLink()?.setAttribute('href', icon);
  }, [title, icon]);
  useEffect(
    () => () => {
      document.title = t.product;
      iconLink()?.setAttribute('href', tabIcon('ok'));
    },
    [],
  );
}

function iconLink(): HTMLLinkElement | null {
  return document.querySelector('link[rel="icon"]');
}

/** What changes first, as a tab cuts its end off: `Needs attention: Harbour View Hotel`, `(42 %) Ordering down, planned: …`. */
export function tabTitle(
  { word, findings, isCurrent }: Pick<ShownState, 'word' | 'findings' | 'isCurrent'>,
  companyName: string | undefined,
): string {
  const sent = isCurrent ? sendIn(findings)?.params.find(({ name }) => name === 'percent') : undefined;
  const state = sent ? t.state.sentSoFar(percent(Number(sent.value)), word) : word;
  return `${state}: ${companyName ?? t.product}`;
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
