import 'graphiql/setup-workers/vite';
// Not graphiql/style.css: it brings 34 fonts as data: addresses.
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import 'graphiql/graphiql.css';
import './ide.css';
import { Button, useComputedColorScheme } from '@mantine/core';
import { GraphiQL } from 'graphiql';
import { useEffect, useMemo } from 'react';
import type { Session } from '../data/session';
import { connect } from './connect';
import { examples } from './examples';
import { memoryStorage } from './memory-storage';

const storage = memoryStorage();

/** GraphiQL on our own address, as the clerk who is signed in. Tabs and variables stay in memory: they may hold a PIN or a code. */
export function Editor({ session }: { readonly session: Session }) {
  const scheme = useComputedColorScheme('light');
  const { fetcher, socket } = useMemo(() => connect(session), [session]);
  useEffect(() => () => void socket.dispose(), [socket]);
  return (
    <div className="ide">
      <header className="ide-head">
        <p>
          <strong>Venue control: IDE</strong>{' '}
          <span className="soft">
            What you run here is done at this venue, as you. The tabs are examples.
          </span>
        </p>
        <div className="buttons">
          <Button component="a" href="/" variant="default" size="xs">
            Console
          </Button>
          <Button variant="default" size="xs" onClick={() => session.end('byClerk')}>
            Sign out
          </Button>
        </div>
      </header>
      <GraphiQL
        fetcher={fetcher}
        storage={storage}
        plugins={[]}
        isHeadersEditorEnabled={false}
        defaultTabs={[...examples]}
        forcedTheme={scheme}
        showPersistHeadersSettings={false}
      />
    </div>
  );
}
