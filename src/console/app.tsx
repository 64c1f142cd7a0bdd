import { MantineProvider, Modal } from '@mantine/core';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { Provider } from 'urql';
import { createBackend } from './data/backend';
import type { Session } from './data/session';
import { BackendContext, SessionContext } from './data/use-backend';
import { Frame } from './frame';
import { useLanguage } from './messages/current';
import { SignIn } from './session/sign-in';
import { StepUpProvider } from './session/step-up';
import { theme } from './theme.mjs';
import { BrokenPage } from './ui/broken-page';

/** The whole console, redrawn from here when it is to speak another language. Mantine writes no `<style>` element: its variables are in a file that the build wrote. */
export function App({ session }: { readonly session: Session }) {
  useLanguage();
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
          {isSignedIn ? <SignedIn session={session} /> : <SignIn />}
        </ErrorBoundary>
      </SessionContext>
    </MantineProvider>
  );
}

/** One backend a sign-in: nothing that one clerk saw is left for the next. */
function SignedIn({ session }: { readonly session: Session }) {
  const backend = useMemo(() => createBackend(session), [session]);
  useEffect(() => backend.dispose, [backend]);
  return (
    <BackendContext value={backend}>
      <Provider value={backend.client}>
        <Modal.Stack>
          <StepUpProvider>
            <Frame />
          </StepUpProvider>
        </Modal.Stack>
      </Provider>
    </BackendContext>
  );
}
