import 'graphiql/setup-workers/vite';
// Not graphiql/style.css: it brings 34 fonts as data: addresses.
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './ide.css';
import './docs';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { Button, useComputedColorScheme } from '@mantine/core';
import { GraphiQL } from 'graphiql';
import { useContext, useMemo } from 'react';
import { useBackend, useSession } from '../data/contexts';
import type { Session } from '../data/session';
import { StepUpContext } from '../data/use-action';
import { useLiveQuery } from '../data/use-live-query';
import { FrameDocument, type FrameQuery } from '../generated/graphql';
import { helpOf } from '../navigation/route';
import { SignedIn, useSignOut } from '../session/signed-in';
import { LostConnection } from '../ui/lost-connection';
import { StateMark } from '../ui/state-mark';
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
  const { data } = useLiveQuery(FrameDocument, {}, 60_000);
  return (
    <header className="ide-head">
      <div>
        <h1>Venue control: IDE</h1>
        <Where data={data} />
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

/** Which venue, which clerk, and whether it is real: before anything is run. */
function Where({ data }: { readonly data: FrameQuery | undefined }) {
  const { venue, viewer } = data ?? {};
  if (!venue || !viewer) return null;
  const { rehearsal, companyName, customerNumber } = venue;
  return (
    <p className="ide-where">
      <StateMark tone={rehearsal ? 'warn' : 'bad'} word={rehearsal ? 'Rehearsal' : 'Production'} />{' '}
      <strong>{companyName}</strong> {customerNumber} ·{' '}
      {[viewer.name, viewer.securityGroup?.name].filter(Boolean).join(', ')}
    </p>
  );
}

function Bench() {
  const scheme = useComputedColorScheme('light');
  const { data } = useLiveQuery(FrameDocument, {});
  const timeZone = data?.venue?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
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
      <JournalPanel journal={journal} timeZone={timeZone} />
    </main>
  );
}
