import '../styles';
import { MantineProvider } from '@mantine/core';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { SessionContext } from '../data/contexts';
import { createSession, otherPages, type Session } from '../data/session';
import { SignIn } from '../session/sign-in';
import { theme } from '../theme.mjs';

/** The editor is 1.7 MB: it comes once someone is signed in. */
const Editor = lazy(() => import('./editor').then(({ Editor: component }) => ({ default: component })));

function Ide({ session }: { readonly session: Session }) {
  const isSignedIn = useSyncExternalStore(session.subscribe, () => session.token() !== undefined);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <SessionContext value={session}>
        {isSignedIn ? (
          <Suspense fallback={<p className="ide-wait">Loading the editor.</p>}>
            <Editor session={session} />
          </Suspense>
        ) : (
          <SignIn title="Venue control: IDE" />
        )}
      </SessionContext>
    </MantineProvider>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Ide session={createSession(sessionStorage, otherPages())} />);
