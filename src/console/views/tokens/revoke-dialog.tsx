import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useAction } from '../../data/use-action';
import { moment } from '../../format/format';
import { RevokeApiTokenDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { Dialog } from '../../ui/dialog';
import { Problem } from '../../ui/problem';
import { useVenue } from '../../venue-context';
import type { Token } from './token-words';

interface RevokeDialogProps {
  readonly token: Token | undefined;
  readonly onClose: () => void;
}

export function RevokeDialog({ token, onClose }: RevokeDialogProps) {
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
            {t.tokens.keep}
          </Button>
          <Button color="brick" loading={running} onClick={() => void revoke()}>
            {t.tokens.revoke}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
