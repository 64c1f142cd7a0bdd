import { useEffect, useRef, useState } from 'react';
import type { FollowedOperation, Operation } from '../../data/use-operation';
import { clock, duration, moment } from '../../ui/format';
import { isOver } from '../../ui/operation-words';
import { Panel } from '../../ui/page';
import { useNow } from '../../ui/use-now';
import { useVenue } from '../../venue-context';
import { Approval } from './approval';
import { EventList } from './event-list';
import { Outcome } from './outcome';
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
      {operation.state === 'AWAITING_APPROVAL' && (
        <Approval operation={operation} onDone={followed.refresh} />
      )}
      {operation.failure && <Outcome operation={operation} onDone={followed.refresh} />}
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
  const { state, percent, finishedAt, estimatedFinishAt } = operation;
  const share = state === 'SUCCEEDED' ? 100 : Math.floor(percent ?? 0);
  const current = operation.steps.find((step) => step.state === 'RUNNING');
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
          <p className="soft">{timeOf(operation, now)}</p>
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

function timeOf({ state, startedAt, finishedAt, estimatedFinishAt }: Operation, now: number): string {
  if (!startedAt) return 'Not begun yet';
  if (finishedAt) return `Took ${duration(Date.parse(finishedAt) - Date.parse(startedAt))}`;
  const gone = `${duration(now - Date.parse(startedAt))} gone`;
  const rest = estimatedFinishAt ? Date.parse(estimatedFinishAt) - now : 0;
  return rest > 0 && !isOver(state) ? `About ${duration(rest)} left, ${gone}` : gone;
}

function stepsDone({ steps }: Operation): string {
  const done = steps.filter(({ state }) => state === 'SUCCEEDED' || state === 'SKIPPED').length;
  return `${done} of ${steps.length} steps done`;
}

function barTone({ state }: Operation): string {
  if (state === 'FAILED') return 'bad';
  if (state === 'NEEDS_ATTENTION') return 'warn';
  return state === 'SUCCEEDED' ? 'ok' : 'busy';
}

/** Steps and the end are said aloud, not every batch. */
function Announcer({ operation }: { readonly operation: Operation }) {
  const current = operation.steps.find(({ state }) => state === 'RUNNING');
  const words = isOver(operation.state) ? operation.summary : (current?.title ?? '');
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
