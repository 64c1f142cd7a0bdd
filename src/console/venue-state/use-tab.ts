import { useEffect } from 'react';
import { useIsHidden } from '../data/use-is-hidden';
import { t } from '../messages';
import type { News } from '../notifications/notification';
import type { ShownState } from './shown-state';
import { tabIcon, tabTitle } from './tab-words';

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
