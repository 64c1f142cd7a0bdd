import { Button } from '@mantine/core';
import { useState } from 'react';
import { useVenue } from '../../data/contexts';
import { useAction } from '../../data/use-action';
import type { Operation } from '../../data/use-operations';
import { moment } from '../../format/format';
import {
  ApproveOperationDocument,
  type OperationPlannedFragment,
  RejectOperationDocument,
} from '../../generated/graphql';
import { t } from '../../messages';
import { ReasonField } from '../../ui/fields';
import { stateTone } from '../../ui/operation-marks';
import { Panel } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { Overridden } from '../plan/checks';
import { ImpactFacts } from '../plan/impact-panel';
import { approverWords, mayDecide } from './people-words';

interface ApprovalProps {
  readonly operation: Operation;
  readonly planned: OperationPlannedFragment | undefined;
}

/** The second person's yes or no, after what it would cost; a clerk who may not decide reads who has to be fetched. */
export function Approval({ operation, planned }: ApprovalProps) {
  const { timeZone, viewer } = useVenue();
  const { state, requestedByName, scheduledFor, reason } = operation;
  return (
    <Panel
      title={t.operation.secondPerson}
      aside={<StateMark tone={stateTone[state]} word={t.operation.states[state]} />}
    >
      <div className="stack">
        <p className="strong">
          {t.operation.askedFor(requestedByName)}
          {scheduledFor ? t.operation.toBegin(moment(scheduledFor, timeZone)) : ''}
          {reason ? t.operation.because('', reason) : '.'}
        </p>
        {planned?.impact && <ImpactFacts impact={planned.impact} />}
        <Overridden title={t.operation.goesOnAlthough(requestedByName)} checks={planned?.overrides ?? []} />
        {planned &&
          (mayDecide(planned.approvers, viewer?.id) ? (
            <Decision id={operation.id} decideBy={planned.decideBy} />
          ) : (
            <p>{approverWords(planned.approvers ?? [])}</p>
          ))}
      </div>
    </Panel>
  );
}

function Decision({ id, decideBy }: { readonly id: string; readonly decideBy: string | null }) {
  const { timeZone } = useVenue();
  const approve = useAction(ApproveOperationDocument);
  const reject = useAction(RejectOperationDocument);
  const [reason, setReason] = useState('');
  const failure = approve.failure ?? reject.failure;
  const variables = { id, reason: reason.trim() };
  const decide = async (decision: typeof approve | typeof reject) => {
    (decision === approve ? reject : approve).clear();
    await decision.run(variables);
  };
  return (
    <>
      <ReasonField value={reason} onChange={setReason} />
      {failure && (
        <Problem failure={failure} onRetry={() => void decide(approve.failure ? approve : reject)} />
      )}
      <div className="buttons decision">
        <p className="soft decision-deadline">
          {decideBy && t.operation.decideBy(moment(decideBy, timeZone))}
        </p>
        <Button
          variant="default"
          loading={reject.running}
          disabled={variables.reason === '' || approve.running}
          onClick={() => void decide(reject)}
        >
          {t.operation.reject}
        </Button>
        <Button
          loading={approve.running}
          disabled={variables.reason === '' || reject.running}
          onClick={() => void decide(approve)}
        >
          {t.operation.approve}
        </Button>
      </div>
    </>
  );
}
