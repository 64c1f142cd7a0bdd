/** The whole console. */
import { ErrorBoundary } from 'react-error-boundary';
import { Frame } from './frame';
import { IdleLock } from './session/idle-lock';
import { SignIn } from './session/sign-in';
import { SignedIn } from './session/signed-in';
import { start } from './start';
import { BrokenPage } from './ui/error-pages';

start((session, isSignedIn) => (
  <ErrorBoundary FallbackComponent={BrokenPage}>
    {isSignedIn ? (
      <SignedIn session={session}>
        <ErrorBoundary FallbackComponent={BrokenPage}>
          <Frame />
        </ErrorBoundary>
        <IdleLock />
      </SignedIn>
    ) : (
      <SignIn />
    )}
  </ErrorBoundary>
));
