import { Button } from '@mantine/core';
import { useState } from 'react';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { ApiTokensDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { Foot, Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { useNow } from '../../ui/use-now';
import { CreateDialog } from './create-dialog';
import { RevokeDialog } from './revoke-dialog';
import { TokenTable } from './token-table';
import { type Token, tokensSentence } from './token-words';

/** What scripts sign in with: who made it, what it may, when it ends. */
export function TokensView() {
  const { data, error, refresh } = useLiveQuery(ApiTokensDocument, {}, 30_000);
  const now = useNow(30_000);
  const [creating, setCreating] = useState(false);
  const [revoked, setRevoked] = useState<Token>();
  const failure = failureOf(error, 'apiTokens');
  const tokens = data?.apiTokens;
  if (!tokens) return <Waiting title={t.pages.tokens} failure={failure} />;
  return (
    <Page title={t.pages.tokens} sentence={tokensSentence(tokens, now)}>
      {failure && <Problem failure={failure} />}
      {tokens.length === 0 ? (
        <Panel>
          <p className="soft">{t.tokens.none}</p>
        </Panel>
      ) : (
        <TokenTable tokens={tokens} onRevoke={setRevoked} />
      )}
      <Foot status={t.tokens.limits}>
        <Button onClick={() => setCreating(true)}>{t.tokens.createAsks}</Button>
      </Foot>
      <CreateDialog
        opened={creating}
        onClose={() => {
          setCreating(false);
          refresh();
        }}
      />
      <RevokeDialog
        token={revoked}
        onClose={() => {
          setRevoked(undefined);
          refresh();
        }}
      />
    </Page>
  );
}
