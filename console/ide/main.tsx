import { SignIn } from '../session/sign-in';
import { start } from '../start';
import { BrokenPage } from '../ui/error-pages';
import { late } from '../ui/late';

/** The editor is 1.7 MB: it comes once someone is signed in. */
const Editor = late(async () => (await import('./editor')).Editor, {
  waiting: <p className="ide-wait">Loading the editor.</p>,
  missing: (failed) => (
    <main>
      <BrokenPage {...failed} />
    </main>
  ),
});

start((session, isSignedIn) =>
  isSignedIn ? <Editor session={session} /> : <SignIn title="Venue control: IDE" />,
);
