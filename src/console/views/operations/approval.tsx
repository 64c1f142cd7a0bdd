import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../../data/use-action';
import type { Operation } from '../../data/use-operation';
import { ApproveOperationDocument, RejectOperationDocument } from '../../generated/graphql';
import { moment } from '../../ui/format';
import { stateTone, stateWord } from '../../ui/operation-words';
import { Panel } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { ReasonField } from '../../ui/reason-field';
import { StateMark } from '../../ui/state-mark';
import { useVenue } from '../../venue-context';

/** The second person's yes or no. Whoever asked for it reads who has to be fetched: the server holds them to that. */
export function Approval({ operation }: { readonly operation: Operation }) {
  const { timeZone } = useVenue();
  const approve = useAction(ApproveOperationDocument);
  const reject = useAction(RejectOperationDocument);
  const [reason, setReason] = useState('');
  const { id, state, requestedByName, scheduledFor } = operation;
  const failure = approve.failure ?? reject.failure;
  const variables = { id, reason: reason.trim() };
  const decide = async (decision: typeof approve | typeof reject) => {
    (decision === approve ? reject : approve).clear();
    await decision.run(variables);
  };
  return (
    <Panel
      title="A second person decides"
      aside={<StateMark tone={stateTone[state]} word={stateWord[state]} />}
    >
      <div className="stack">
        <p className="strong">
          {requestedByName} asked for it
          {scheduledFor ? `, to begin ${moment(scheduledFor, timeZone)}` : ''}
          {operation.reason ? `: “${operation.reason}”` : '.'}
        </p>
        <p className="soft">
          Somebody else has to agree, in a group of rank 1 or 2 with the same permission. Nothing is changed
          until then; without an answer it ends by itself.
        </p>
        <ReasonField value={reason} onChange={setReason} />
        {failure && (
          <Problem failure={failure} onRetry={() => void decide(approve.failure ? approve : reject)} />
        )}
        <div className="buttons">
          <Button
            variant="default"
            loading={reject.running}
            disabled={variables.reason === '' || approve.running}
            onClick={() => void decide(reject)}
          >
            Say no
          </Button>
          <Button
            loading={approve.running}
            disabled={variables.reason === '' || reject.running}
            onClick={() => void decide(approve)}
          >
            Approve
          </Button>
        </div>
      </div>
    </Panel>
  );
}
