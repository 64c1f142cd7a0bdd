import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useVenue } from '../../data/contexts';
import { failureOf } from '../../data/failure';
import { useAction } from '../../data/use-action';
import { useLiveQuery } from '../../data/use-live-query';
import { useNow } from '../../data/use-page';
import { moment } from '../../format/format';
import { ApiTokensDocument, RevokeApiTokenDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { Dialog } from '../../ui/dialog';
import { Foot, Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { CreateDialog } from './create-dialog';
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

interface RevokeDialogProps {
  readonly token: Token | undefined;
  readonly onClose: () => void;
}

function RevokeDialog({ token, onClose }: RevokeDialogProps) {
  const { timeZone } = useVenue();
  // Kept while the dialog goes away, so that its words don't.
  const last = useRef<Token>(undefined);
  if (token) last.current = token;
  const shown = token ?? last.current;
  const { run, running, failure, clear } = useAction(RevokeApiTokenDocument);
  const close = () => {
    clear();
    onClose();
  };
  const revoke = async () => {
    if (shown && (await run({ id: shown.id }))) onClose();
  };
  return (
    <Dialog opened={token !== undefined} onClose={close} title={t.tokens.revokeTitle(shown?.name ?? '')}>
      <div className="stack">
        <p>{t.tokens.revokeMeans}</p>
        <p className="soft">
          {shown?.lastUsedAt ? t.tokens.lastUsed(moment(shown.lastUsedAt, timeZone)) : t.tokens.wasNeverUsed}
        </p>
        {failure && <Problem failure={failure} onRetry={() => void revoke()} />}
        <div className="buttons">
          <Button variant="default" onClick={close} data-autofocus>
            {t.operation.keepPlanned}
          </Button>
          <Button color="brick" loading={running} onClick={() => void revoke()}>
            {t.tokens.revoke}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
