import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useVenue } from '../../data/contexts';
import type { Failure } from '../../data/failure';
import { useNow } from '../../data/use-page';
import { clock, dayAndTime, moment } from '../../format/format';
import { nextClose } from '../../format/trading';
import type {
  DiagnosisPanelFragment,
  ResyncPlanPageFragment,
  ResyncVenueFragment,
} from '../../generated/graphql';
import { t } from '../../messages';
import { href } from '../../navigation/route';
import { Facts } from '../../ui/facts';
import { ViewLink } from '../../ui/links';
import { Foot, Page, Panel, Trail } from '../../ui/page';
import { Problem, ServerText } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { resyncMark } from '../diagnosis/diagnosis-words';
import { CheckList } from '../plan/checks';
import { ImpactPanel } from '../plan/impact-panel';
import { blockers, isReady, overridden } from '../plan/overrides';
import { PlannedSteps } from '../plan/planned-steps';
import { TimeWindow } from '../plan/schedule-panel';
import { runOf } from '../plan/time-line';
import { ConfirmResync } from './confirm';
import { startLabel, startTimes } from './words';

interface PlanProps {
  readonly plan: ResyncPlanPageFragment;
  readonly venue: ResyncVenueFragment;
  readonly failure: Failure | undefined;
  /** Another start was chosen, and what is shown is the plan for the one before. */
  readonly isReplanning: boolean;
  /** When it is to start; null: now. */
  readonly startAt: string | null;
  readonly onStartAt: (at: string | null) => void;
  readonly onRefresh: () => void;
}

/** When it fits, why it is needed, what it stops and what it would do. */
export function ResyncPlanView(props: PlanProps) {
  const { plan, venue, failure, isReplanning, startAt, onStartAt, onRefresh } = props;
  const now = useNow(30_000);
  const [overrides, setOverrides] = useState<readonly string[]>([]);
  const [confirming, setConfirming] = useState(false);
  const { timeZone } = venue;
  const run = runOf(plan.window, now);
  const until = clock(run.until, timeZone);
  const when = startAt ? dayAndTime(startAt, timeZone) : undefined;
  return (
    <Page
      title={t.pages.resync}
      sentence={t.resync.sentence}
      aside={<Trail steps={t.resync.job.trail} current={confirming ? 2 : 1} />}
    >
      {failure && <Problem failure={failure} />}
      {plan.window && (
        <TimeWindow
          window={plan.window}
          run={run}
          timeZone={timeZone}
          misfit="bad"
          holdsRestart
          isChecking={isReplanning}
          aside={
            <StartSelect
              value={startAt}
              latest={plan.window.latestStart}
              timeZone={timeZone}
              onChange={onStartAt}
            />
          }
        />
      )}
      <div className="columns columns-plan">
        <div className="column">
          {plan.impact && (
            <ImpactPanel
              title={t.resync.whatStops}
              impact={plan.impact}
              during={t.resync.during(clock(run.from, timeZone), until)}
            />
          )}
          {plan.diagnosis && <Diagnosis diagnosis={plan.diagnosis} />}
        </div>
        <Panel title={t.plan.checks}>
          <CheckList checks={plan.checks} overrides={overrides} onOverrides={setOverrides} />
        </Panel>
      </div>
      <Panel title={t.operation.steps}>
        <PlannedSteps steps={plan.steps} />
      </Panel>
      <Foot status={isReplanning ? t.resync.checkingStart : statusOf(plan, overrides)}>
        <Button component="a" href={href('services')} variant="default">
          {t.resync.backToServices}
        </Button>
        <Button variant="default" onClick={onRefresh}>
          {t.plan.lookAgain}
        </Button>
        <Button
          disabled={isReplanning || !isReady(plan.checks, overrides)}
          onClick={() => setConfirming(true)}
        >
          {when === undefined ? t.resync.confirmNow : t.resync.confirmAt(when)}
        </Button>
      </Foot>
      {confirming && !isReplanning && (
        <ConfirmResync
          opened
          plan={plan}
          venue={venue}
          startAt={startAt}
          when={when}
          until={until}
          against={overridden(plan.checks, overrides)}
          onNewPlan={onRefresh}
          onClose={() => setConfirming(false)}
        />
      )}
    </Page>
  );
}

function statusOf({ checks }: ResyncPlanPageFragment, overrides: readonly string[]): string {
  const blocking = blockers(checks, overrides);
  return blocking.length === 0 ? t.plan.nothingChanged : t.plan.blocked(blocking.length);
}

interface StartSelectProps {
  readonly value: string | null;
  /** The latest start that fits, where there is one: it is offered too. */
  readonly latest: string | null;
  readonly timeZone: string;
  readonly onChange: (at: string | null) => void;
}

/** Now, or one of the half hours of the next day, venue time. */
function StartSelect({ value, latest, timeZone, onChange }: StartSelectProps) {
  const now = useNow(60_000);
  const { venue } = useVenue();
  const closes = nextClose(venue?.tradingHours ?? [], now, timeZone);
  const close = closes === undefined ? undefined : new Date(closes).toISOString();
  return (
    <div className="start-select">
      <NativeSelect
        label={t.resync.start}
        size="xs"
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || null)}
        data={[
          { value: '', label: t.operation.now },
          ...startTimes(now, [value, latest, close ?? null]).map((at) => ({
            value: at,
            label: startLabel(at, close, moment(at, timeZone, now)),
          })),
        ]}
      />
    </div>
  );
}

/** Why data doesn't reach the cloud, and whether sending everything again would fix it. */
function Diagnosis({ diagnosis }: { readonly diagnosis: DiagnosisPanelFragment }) {
  const { recommendation, evidence } = diagnosis;
  return (
    <Panel title={t.pages.diagnosis} aside={<StateMark {...resyncMark(diagnosis)} />}>
      <div className="stack">
        <p>
          <ServerText>{recommendation}</ServerText> <ViewLink view="diagnosis" />
        </p>
        <Facts
          className="evidence"
          facts={evidence.map(({ title, value }) => [title, <ServerText key={title}>{value}</ServerText>])}
        />
      </div>
    </Panel>
  );
}
