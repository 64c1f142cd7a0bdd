import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useVenue } from '../../data/contexts';
import { isOver, type OperationEvent } from '../../data/operations';
import { useLiveQuery } from '../../data/use-live-query';
import type { FollowedOperation, Operation } from '../../data/use-operations';
import { useNow } from '../../data/use-page';
import { clock } from '../../format/format';
import {
  type EventLevel,
  OperationPlanDocument,
  type OperationPlannedFragment,
} from '../../generated/graphql';
import { t } from '../../messages';
import { Panel } from '../../ui/page';
import { Problem, ServerText } from '../../ui/problem';
import { StateShape, type Tone } from '../../ui/state-mark';
import { SchedulePanel } from '../plan/schedule-panel';
import { FirstSync } from '../venue/first-sync';
import { Approval } from './approval';
import { Outcome } from './outcome';
import {
  announced,
  barTone,
  figuresOf,
  hasNight,
  laneWords,
  offWords,
  runOfOperation,
  shareOf,
  shownStep,
  stepTime,
} from './progress-words';
import { type StepBar, stepBars } from './step-chart';

/** In milliseconds. */
const DAY = 24 * 60 * 60_000;

/** A job as it goes: how far, which step, what happened last; when it is over, what is restored and what is not. */
export function OperationView({
  followed,
  operation,
}: {
  readonly followed: FollowedOperation;
  readonly operation: Operation;
}) {
  const isAwaited = operation.state === 'AWAITING_APPROVAL';
  const planned = usePlanned(operation.id, isAwaited);
  return (
    <>
      <Announcer operation={operation} />
      <Schedule operation={operation} planned={planned} />
      {hasFirstSync(operation) && <FirstSync />}
      {followed.silence && <Problem failure={followed.silence} />}
      {isAwaited && <Approval operation={operation} planned={planned} />}
      {operation.failure && <Outcome operation={operation} />}
      <div className="columns">
        <Panel title={t.operation.steps}>
          <StepList operation={operation} events={followed.events} />
        </Panel>
        <Panel title={t.operation.latestEvents}>
          <EventList events={followed.events} />
        </Panel>
      </div>
    </>
  );
}

/** A day after it there is none of it any more, and nothing to look for. */
function hasFirstSync({ kind, state, finishedAt }: Operation): boolean {
  return kind === 'ONBOARD' && state === 'SUCCEEDED' && Date.now() - Date.parse(finishedAt ?? '') < DAY;
}

/** Who may approve it can change while it waits; the rest of its plan stays as it was. */
function usePlanned(id: string, isAwaited: boolean): OperationPlannedFragment | undefined {
  const { data } = useLiveQuery(OperationPlanDocument, { id }, isAwaited ? 10_000 : 0);
  return data?.operation?.id === id ? data.operation : undefined;
}

interface ScheduleProps {
  readonly operation: Operation;
  readonly planned: OperationPlannedFragment | undefined;
}

function Schedule({ operation, planned }: ScheduleProps) {
  const { timeZone } = useVenue();
  const now = useNow();
  const run = runOfOperation(operation, planned?.window ?? null, now);
  const isBegun = operation.startedAt !== null || isOver(operation.state);
  const share = { share: shareOf(operation), tone: barTone(operation), label: t.operation.wholeJob };
  return (
    <SchedulePanel
      title={isBegun ? t.operation.progress : t.operation.timeWindow}
      progress={isBegun ? share : undefined}
      figures={figuresOf(operation, run, now, timeZone)}
      window={hasNight(operation) ? planned?.window : undefined}
      run={run}
      timeZone={timeZone}
      misfit="warn"
      isVerdictSaid={!isBegun}
      isOver={isOver(operation.state)}
      holdsRestart={!isOver(operation.state)}
      off={offWords(operation, planned?.impact ?? null, run, timeZone)}
    />
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

interface StepListProps {
  readonly operation: Operation;
  readonly events: readonly OperationEvent[];
}

/** The steps in order, each with its part of the time; the running one is emphasized. */
function StepList({ operation, events }: StepListProps) {
  const now = useNow();
  const bars = stepBars(operation, events, now);
  return (
    <ol className="steps">
      {operation.steps.map((step) => {
        const { state, word, tone } = shownStep(operation, step);
        return (
          <li key={step.name} className={`step step-${state.toLowerCase()}`}>
            <StateShape tone={tone} size={16} />
            <span className="step-title">
              {step.title}
              <span className="hidden">: {word}</span>
            </span>
            <span className="step-time">{stepTime(operation, step, now)}</span>
            <StepLane bar={bars.get(step.name)} tone={tone} />
          </li>
        );
      })}
    </ol>
  );
}

/** Its words are for everyone; the lane says the same by eye. */
function StepLane({ bar, tone }: { readonly bar: StepBar | undefined; readonly tone: Tone }) {
  if (!bar) return null;
  const { left, width, waitLeft, waitWidth, troubles } = bar;
  const words = laneWords(bar);
  return (
    <div className="step-lane">
      <div className="step-track" aria-hidden="true">
        {waitWidth > 0 && (
          <span className="step-wait" style={{ left: `${waitLeft}%`, width: `${waitWidth}%` }} />
        )}
        <span className={`step-bar tone-${tone}`} style={{ left: `${left}%`, width: `${width}%` }} />
        {troubles.map((at) => (
          <span key={at} className="step-trouble" style={{ left: `${at}%` }} />
        ))}
      </div>
      {words && <p className="step-lane-words soft">{words}</p>}
    </div>
  );
}

const few = 8;

/** Newest first. */
function EventList({ events }: { readonly events: readonly OperationEvent[] }) {
  const { timeZone } = useVenue();
  const [all, setAll] = useState(false);
  const levels: Partial<Readonly<Record<EventLevel, string>>> = t.operation.levels;
  const newest = [...events].reverse();
  const shown = all ? newest : newest.slice(0, few);
  if (events.length === 0) return <p className="soft">{t.operation.noEvents}</p>;
  return (
    <>
      <ol className="events">
        {shown.map(({ sequence, at, level, message }) => (
          <li key={sequence} className={`event event-${level.toLowerCase()}`}>
            <time dateTime={at}>{clock(at, timeZone, true)}</time>
            <span>
              <span className="hidden">{levels[level]}</span>
              <ServerText>{message}</ServerText>
            </span>
          </li>
        ))}
      </ol>
      {events.length > few && (
        <UnstyledButton className="text-button" onClick={() => setAll(!all)}>
          {all ? t.operation.onlyLatest : t.operation.allEvents(events.length)}
        </UnstyledButton>
      )}
    </>
  );
}
