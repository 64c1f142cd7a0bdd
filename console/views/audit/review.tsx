import { Button } from '@mantine/core';
import { useState } from 'react';
import { useVenue } from '../../data/contexts';
import { failureOf } from '../../data/failure';
import { useAction } from '../../data/use-action';
import { useLiveQuery } from '../../data/use-live-query';
import { AuditDriftDocument, SignOffAuditDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { ReasonForm } from '../../ui/action-form';
import { Dialog } from '../../ui/dialog';
import { Panel } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { StateShape } from '../../ui/state-mark';
import { changeTone, changeWords, driftSentence } from './words';

/** What has drifted since someone last checked, and saying that one has. */
export function Review() {
  const { timeZone } = useVenue();
  const { data, error, refresh } = useLiveQuery(AuditDriftDocument, {}, 30_000);
  const [open, setOpen] = useState(false);
  const failure = failureOf(error, 'auditDrift');
  const drift = data?.auditDrift;
  return (
    <Panel title={t.audit.sinceLastReview}>
      <div className="stack">
        {failure && <Problem failure={failure} />}
        {drift ? <p>{driftSentence(drift, timeZone)}</p> : !failure && <p className="soft">{t.ui.looking}</p>}
        {drift && drift.changes.length > 0 && (
          <ul className="lines tight">
            {drift.changes.map((change) => (
              <li key={`${change.kind} ${change.what} ${change.at} ${change.sequence}`} className="finding">
                <StateShape tone={changeTone(change)} size={16} />
                <span>{changeWords(change, timeZone)}</span>
              </li>
            ))}
          </ul>
        )}
        {drift && (
          <div className="buttons">
            <Button variant="default" onClick={() => setOpen(true)}>
              {t.audit.signOffAsks}
            </Button>
          </div>
        )}
      </div>
      <Dialog opened={open} onClose={() => setOpen(false)} title={t.audit.signOffTitle}>
        {drift && (
          <SignOff
            upTo={drift.upTo}
            onDone={() => {
              setOpen(false);
              refresh();
            }}
            onClose={() => setOpen(false)}
          />
        )}
      </Dialog>
    </Panel>
  );
}

interface SignOffProps {
  readonly upTo: number;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function SignOff({ upTo: newest, onDone, onClose }: SignOffProps) {
  // What was checked, although more may come while the reason is typed.
  const [upTo] = useState(newest);
  const signOff = useAction(SignOffAuditDocument);
  return (
    <ReasonForm
      action={signOff}
      onSubmit={(reason) => signOff.run({ reason, upTo })}
      onDone={onDone}
      word={t.audit.signOff}
      leaveWord={t.audit.notYet}
      onLeave={onClose}
    >
      <p>{t.audit.signOffMeans(upTo)}</p>
    </ReasonForm>
  );
}
