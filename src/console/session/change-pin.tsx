import { Button } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { failureOf } from '../data/failure';
import { ChangePinDocument } from '../generated/graphql';
import { t } from '../messages';
import { Dialog } from '../ui/dialog';
import { ChoosePin } from './choose-pin';

/** For who is signed in: this page stays so, their others end. */
export function ChangePin({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();
  const [done, setDone] = useState(false);
  const words = t.session.choosePin;
  return (
    <Dialog opened onClose={onClose} title={words.title} width={340}>
      {done ? (
        <div className="stack">
          <p role="status">{words.changed}</p>
          <div className="buttons">
            <Button onClick={onClose}>{t.ui.close}</Button>
          </div>
        </div>
      ) : (
        <ChoosePin
          send={async (pins) => failureOf((await client.mutation(ChangePinDocument, pins).toPromise()).error)}
          onDone={() => setDone(true)}
          onBack={onClose}
        />
      )}
    </Dialog>
  );
}
