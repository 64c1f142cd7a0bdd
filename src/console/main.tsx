import './styles';
import { MantineProvider } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from 'react-error-boundary';
import { SessionContext } from './data/contexts';
import { createSession, otherPages, type Session } from './data/session';
import { Frame } from './frame';
import { SignIn } from './session/sign-in';
import { SignedIn } from './session/signed-in';
import { theme } from './theme.mjs';
import { BrokenPage } from './ui/error-pages';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App session={createSession(sessionStorage, otherPages())} />);

/** The whole console. Mantine writes no `<style>` element: its variables are in a file that the build wrote. */
function App({ session }: { readonly session: Session }) {
  const isSignedIn = useSyncExternalStore(session.subscribe, () => session.token() !== undefined);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <SessionContext value={session}>
        <ErrorBoundary FallbackComponent={BrokenPage}>
          {isSignedIn ? (
            <SignedIn session={session}>
              <Frame />
            </SignedIn>
          ) : (
            <SignIn />
          )}
        </ErrorBoundary>
      </SessionContext>
    </MantineProvider>
  );
}
