import { useEffect, useRef, useState } from 'react';
import type { FollowedOperation, Operation } from '../../data/use-operation';
import { clock, moment } from '../../ui/format';
import { Panel } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { useNow } from '../../ui/use-now';
import { useVenue } from '../../venue-context';
import { Approval } from './approval';
import { EventList } from './event-list';
import { Outcome } from './outcome';
import { announced, barTone, currentStep, shareOf, stepsDone, timeWords } from './progress-words';
import { StepList } from './step-list';

/** A job as it goes: how far, which step, what happened last; when it is over, what is put back and what is not. */
export function OperationView({
  followed,
  operation,
}: {
  readonly followed: FollowedOperation;
  readonly operation: Operation;
}) {
  return (
    <>
      <Announcer operation={operation} />
      <Progress operation={operation} />
      {followed.silence && <Problem failure={followed.silence} />}
      {operation.state === 'AWAITING_APPROVAL' && <Approval operation={operation} />}
      {operation.failure && <Outcome operation={operation} />}
      <div className="columns">
        <Panel title="Steps">
          <StepList steps={operation.steps} />
        </Panel>
        <Panel title="Latest events">
          <EventList events={followed.events} />
        </Panel>
      </div>
    </>
  );
}

function Progress({ operation }: { readonly operation: Operation }) {
  const { timeZone } = useVenue();
  const now = useNow();
  const { finishedAt, estimatedFinishAt } = operation;
  const share = shareOf(operation);
  const current = currentStep(operation);
  return (
    <section className="panel" aria-label="Progress">
      <div className="figures">
        <p className="figure">{share} %</p>
        <div>
          <p className="strong">
            {finishedAt
              ? `Ended ${moment(finishedAt, timeZone)}`
              : estimatedFinishAt
                ? `Ends about ${clock(estimatedFinishAt, timeZone)}`
                : 'No estimate yet'}
          </p>
          <p className="soft">{timeWords(operation, now)}</p>
        </div>
        <div>
          <p className="strong">{current?.title ?? stepsDone(operation)}</p>
          <p className="soft">{current && (current.detail ?? stepsDone(operation))}</p>
        </div>
      </div>
      <progress className={`bar bar-${barTone(operation)}`} max={100} value={share} aria-label="Whole job">
        {share} %
      </progress>
    </section>
  );
}

/** Steps and the end are said aloud, not every batch. */
function Announcer({ operation }: { readonly operation: Operation }) {
  const words = announced(operation);
  const last = useRef('');
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (words === '' || words === last.current) return;
    last.current = words;
    setSaid(words);
  }, [words]);
  return (
    <p className="hidden" role="status">
      {said}
    </p>
  );
}
