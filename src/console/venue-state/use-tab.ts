import { useEffect } from 'react';
import type { VenueState } from './judge-venue';
import { tabIcon, tabTitle } from './tab-words';

/** Title and icon of the browser's tab, for as long as somebody is signed in. */
export function useTab(state: VenueState, companyName: string | undefined): void {
  const title = tabTitle(state, companyName);
  const icon = tabIcon(state.tone);
  useEffect(() => {
    document.title = title;
    iconLink()?.setAttribute('href', icon);
  }, [title, icon]);
  useEffect(
    () => () => {
      document.title = 'Venue control';
      iconLink()?.setAttribute('href', tabIcon('ok'));
    },
    [],
  );
}

function iconLink(): HTMLLinkElement | null {
  return document.querySelector('link[rel="icon"]');
}
