import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../../data/failure';
import type { ResyncPlanPageFragment, ResyncVenueFragment } from '../../generated/graphql';
import { clock } from '../../ui/format';
import { Foot, Page, Panel, Trail } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { href } from '../../ui/route';
import { useNow } from '../../ui/use-now';
import { CheckList } from '../plan/check-list';
import { ImpactPanel } from '../plan/impact-panel';
import { blockers, isReady, overridden } from '../plan/overrides';
import { PlannedSteps } from '../plan/planned-steps';
import { runOf } from '../plan/time-line';
import { TimeWindow } from '../plan/time-window';
import { ConfirmResync } from './confirm';
import { Diagnosis } from './diagnosis';
import { resyncWords } from './resync-words';
import { StartSelect } from './start-select';

interface PlanProps {
  readonly plan: ResyncPlanPageFragment;
  readonly venue: ResyncVenueFragment;
  readonly failure: Failure | undefined;
  /** When it is to start; null: now. */
  readonly startAt: string | null;
  readonly onStartAt: (at: string | null) => void;
  readonly onRefresh: () => void;
}

/** When it fits, why it is needed, what it stops and what it would do. */
export function ResyncPlanView({ plan, venue, failure, startAt, onStartAt, onRefresh }: PlanProps) {
  const now = useNow(30_000);
  const [overrides, setOverrides] = useState<readonly string[]>([]);
  const [confirming, setConfirming] = useState(false);
  const { timeZone } = venue;
  const run = runOf(plan.window, now);
  const until = clock(run.until, timeZone);
  const when = startAt ? `at ${clock(startAt, timeZone)}` : 'now';
  return (
    <Page
      title="Resync"
      sentence="Sends all local data to the cloud again. Ordering is off while it runs, so it runs between trading hours."
      aside={<Trail steps={resyncWords.trail} current={confirming ? 2 : 1} />}
    >
      {failure && <Problem failure={failure} />}
      {plan.window && (
        <TimeWindow
          window={plan.window}
          run={run}
          timeZone={timeZone}
          misfit="bad"
          holdsRestart
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
              title="What stops working"
              impact={plan.impact}
              during={`${clock(run.from, timeZone)} – about ${until}`}
            />
          )}
          {plan.diagnosis && <Diagnosis diagnosis={plan.diagnosis} />}
        </div>
        <Panel title="Checks">
          <CheckList checks={plan.checks} overrides={overrides} onOverrides={setOverrides} />
        </Panel>
      </div>
      <Panel title="Steps">
        <PlannedSteps steps={plan.steps} />
      </Panel>
      <Foot status={statusOf(plan, overrides)}>
        <Button component="a" href={href('services')} variant="default">
          Back to services
        </Button>
        <Button variant="default" onClick={onRefresh}>
          Look again
        </Button>
        <Button disabled={!isReady(plan.checks, overrides)} onClick={() => setConfirming(true)}>
          Confirm resync {when}…
        </Button>
      </Foot>
      {confirming && (
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
  if (blocking.length === 0) return 'Nothing has been changed yet.';
  return `Not yet: ${blocking.length} ${blocking.length === 1 ? 'check stands' : 'checks stand'} in the way.`;
}
