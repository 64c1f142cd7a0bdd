import 'graphiql/setup-workers/vite';
// Not graphiql/style.css: it brings 34 fonts as data: addresses.
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './ide.css';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { Button, useComputedColorScheme } from '@mantine/core';
import { GraphiQL } from 'graphiql';
import { useContext, useMemo } from 'react';
import { useBackend, useSession } from '../data/contexts';
import type { Session } from '../data/session';
import { StepUpContext } from '../data/use-action';
import { helpOf } from '../navigation/route';
import { SignedIn, useSignOut } from '../session/signed-in';
import { LostConnection } from '../ui/lost-connection';
import { connect } from './connect';
import { CopyMenu } from './copy-menu';
import { documentStorage } from './document-storage';
import { EXAMPLES } from './example-list';
import { firstTabs } from './examples';
import { createJournal } from './journal/journal';
import { JournalPanel } from './journal/panel';

const plugins = [EXAMPLES, HISTORY_PLUGIN];

/** GraphiQL on our own address, as the clerk who is signed in. Documents are kept over a reload; variables, answers and secrets are not. */
export function Editor({ session }: { readonly session: Session }) {
  return (
    <SignedIn session={session}>
      <div className="ide">
        <Head />
        <LostConnection />
        <Bench />
      </div>
    </SignedIn>
  );
}

function Head() {
  const signOut = useSignOut();
  return (
    <header className="ide-head">
      <div>
        <h1>Venue control: IDE</h1>
        <p className="soft">
          What you run here is done at this venue, as you. Documents stay in this browser; PINs, codes and
          variables don’t.
        </p>
      </div>
      <div className="buttons">
        <Button component="a" href={helpOf('ide')} target="_blank" rel="noopener" variant="default" size="xs">
          Help
        </Button>
        <Button component="a" href="/" variant="default" size="xs">
          Console
        </Button>
        <Button variant="default" size="xs" onClick={signOut}>
          Sign out
        </Button>
      </div>
    </header>
  );
}

function Bench() {
  const scheme = useComputedColorScheme('light');
  const session = useSession();
  const backend = useBackend();
  const stepUp = useContext(StepUpContext);
  const storage = useMemo(() => documentStorage(localStorage), []);
  const journal = useMemo(() => createJournal(), []);
  const fetcher = useMemo(
    () => connect({ session, backend, journal, stepUp }),
    [session, backend, journal, stepUp],
  );
  return (
    <main className="ide-bench">
      <GraphiQL
        fetcher={fetcher}
        storage={storage}
        plugins={plugins}
        isHeadersEditorEnabled={false}
        defaultTabs={[...firstTabs]}
        forcedTheme={scheme}
        showPersistHeadersSettings={false}
      >
        <GraphiQL.Toolbar>
          {({ prettify, merge }) => (
            <>
              {prettify}
              {merge}
              <CopyMenu />
            </>
          )}
        </GraphiQL.Toolbar>
      </GraphiQL>
      <JournalPanel journal={journal} />
    </main>
  );
}
