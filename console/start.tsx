import './styles';
import { MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { type ReactNode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { SessionContext } from './data/contexts';
import { createSession, otherPages, type Session } from './data/session';
import { theme } from './theme.mjs';
import { Chevron } from './ui/icons';

/** What is the same of every field and menu. */
const parts = {
  components: {
    NativeSelect: { defaultProps: { rightSection: <Chevron /> } },
    Menu: {
      defaultProps: {
        withinPortal: false,
        withInitialFocusPlaceholder: false,
        transitionProps: { duration: 0 },
      },
    },
  },
};
const themeOfAll = mergeThemeOverrides(theme, parts);

/** Mantine writes no `<style>` element: its variables are in a file that the build wrote. */
export function start(page: (session: Session, isSignedIn: boolean) => ReactNode): void {
  const root = document.getElementById('root');
  if (root)
    createRoot(root).render(<Page session={createSession(sessionStorage, otherPages())} page={page} />);
}

function Page({ session, page }: { readonly session: Session; readonly page: Parameters<typeof start>[0] }) {
  const isSignedIn = useSyncExternalStore(session.subscribe, () => session.token() !== undefined);
  return (
    <MantineProvider
      theme={themeOfAll}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <SessionContext value={session}>{page(session, isSignedIn)}</SessionContext>
    </MantineProvider>
  );
}
