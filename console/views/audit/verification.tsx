import { Button } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { useVenue } from '../../data/contexts';
import { type Failure, failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { moment } from '../../format/format';
import {
  LastVerificationDocument,
  type VerificationResultFragment,
  VerifyAuditDocument,
} from '../../generated/graphql';
import { t } from '../../messages';
import { Panel } from '../../ui/page';
import { Problem, ServerText } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';

/** Whether anyone has touched the trail: what was last found, and checking again. */
export function Verification() {
  const client = useClient();
  const { data } = useLiveQuery(LastVerificationDocument, {});
  const [found, setFound] = useState<VerificationResultFragment>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const result = found ?? data?.auditVerification ?? undefined;
  const verify = async () => {
    setBusy(true);
    const answer = await client.query(VerifyAuditDocument, {}, { requestPolicy: 'network-only' }).toPromise();
    setBusy(false);
    setFailure(failureOf(answer.error, 'auditVerification'));
    if (answer.data?.auditVerification) setFound(answer.data.auditVerification);
  };
  return (
    <Panel
      title={t.audit.integrityTitle}
      aside={
        result && (
          <StateMark
            tone={result.intact ? 'ok' : 'bad'}
            word={result.intact ? t.audit.untouched : t.audit.touched}
          />
        )
      }
    >
      <div className="stack">
        <div role="status">
          {result ? (
            <Result result={result} />
          ) : (
            <p className="soft">{busy ? t.audit.verifying : t.audit.neverVerified}</p>
          )}
        </div>
        {failure && <Problem failure={failure} onRetry={() => void verify()} />}
        <div className="buttons">
          <Button variant="default" loading={busy} onClick={() => void verify()}>
            {result ? t.audit.verifyAgain : t.audit.verify}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function Result({ result }: { readonly result: VerificationResultFragment }) {
  const { timeZone } = useVenue();
  const { detail, anchoredAt, anchoredSequence, verifiedAt } = result;
  return (
    <div className="stack">
      <ServerText line>{detail}</ServerText>
      <p className="soft">
        {anchoredAt
          ? t.audit.verifiedAtAnchored(
              moment(verifiedAt, timeZone),
              moment(anchoredAt, timeZone),
              anchoredSequence,
            )
          : t.audit.checkedAt(moment(verifiedAt, timeZone))}
      </p>
    </div>
  );
}
