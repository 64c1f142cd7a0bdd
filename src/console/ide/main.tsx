import { lazy, Suspense } from 'react';
import { SignIn } from '../session/sign-in';
import { start } from '../start';

/** The editor is 1.7 MB: it comes once someone is signed in. */
const Editor = lazy(() => import('./editor').then(({ Editor: component }) => ({ default: component })));

start((session, isSignedIn) =>
  isSignedIn ? (
    <Suspense fallback={<p className="ide-wait">Loading the editor.</p>}>
      <Editor session={session} />
    </Suspense>
  ) : (
    <SignIn title="Venue control: IDE" />
  ),
);
