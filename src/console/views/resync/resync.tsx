import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type Failure, failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { useRunningOperations } from '../../data/use-running-operations';
import { ResyncPlanDocument, type ResyncPlanQuery } from '../../generated/graphql';
import { clock, milliseconds } from '../../ui/format';
import { Foot, Page, Panel, Trail, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { go, href } from '../../ui/route';
import { useNow } from '../../ui/use-now';
import { blockers, CheckList, isReady, neededOverrides } from '../plan/check-list';
import { ImpactPanel } from '../plan/impact-panel';
import { PlannedSteps } from '../plan/planned-steps';
import { TimeWindow } from '../plan/time-window';
import { ConfirmResync } from './confirm';
import { Diagnosis } from './diagnosis';
import { ResyncProgress } from './progress';

export type ResyncPlan = NonNullable<ResyncPlanQuery['resyncPlan']>;
export const trail = ['Plan', 'Confirm', 'Progress'];

/** Plan, confirm, progress. Hours with ordering down, so evidence and time window come before the button. */
export function ResyncView({ id }: { readonly id: string | undefined }) {
  return id === undefined ? <Planning /> : <ResyncProgress key={id} id={id} />;
}

function Planning() {
  const { data, error, refresh } = useLiveQuery(ResyncPlanDocument, { startAt: null });
  const active = useRunningOperations().find(({ kind }) => kind === 'RESYNC')?.id;
  useEffect(() => {
    if (active) go('resync', active);
  }, [active]);
  const failure = failureOf(error, 'resyncPlan');
  if (!data?.resyncPlan || !data.venue || active) return <Waiting title="Resync" failure={failure} />;
  return <Plan plan={data.resyncPlan} venue={data.venue} failure={failure} onRefresh={refresh} />;
}

interface PlanProps {
  readonly plan: ResyncPlan;
  readonly venue: NonNullable<ResyncPlanQuery['venue']>;
  readonly failure: Failure | undefined;
  readonly onRefresh: () => void;
}

function Plan({ plan, venue, failure, onRefresh }: PlanProps) {
  const now = useNow(30_000);
  const [overrides, setOverrides] = useState<readonly string[]>([]);
  const [confirming, setConfirming] = useState(false);
  const { timeZone } = venue;
  const from = plan.window?.startAt ? Date.parse(plan.window.startAt) : now;
  const run = { from, until: from + milliseconds(plan.impact?.estimatedDuration ?? 'PT0S') };
  const until = clock(run.until, timeZone);
  return (
    <Page
      title="Resync"
      sentence="Sends all local data to the cloud again. Ordering is off while it runs, so it runs between trading hours."
      aside={<Trail steps={trail} current={confirming ? 1 : 0} />}
    >
      {failure && <Problem failure={failure} />}
      <TimeWindow
        run={run}
        trading={venue.tradingHours}
        timeZone={timeZone}
        window={plan.window}
        misfit="bad"
      />
      {plan.diagnosis && <Diagnosis diagnosis={plan.diagnosis} />}
      <div className="columns columns-plan">
        {plan.impact && (
          <ImpactPanel
            title="What stops working"
            impact={plan.impact}
            during={`${clock(run.from, timeZone)} – about ${until}`}
          />
        )}
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
          Confirm resync now…
        </Button>
      </Foot>
      <ConfirmResync
        opened={confirming}
        plan={plan}
        venue={venue}
        until={until}
        overrides={neededOverrides(plan.checks, overrides)}
        onNewPlan={onRefresh}
        onClose={() => setConfirming(false)}
      />
    </Page>
  );
}

function statusOf({ checks }: ResyncPlan, overrides: readonly string[]): string {
  const blocking = blockers(checks, overrides);
  if (blocking.length === 0) return 'Nothing has been changed yet.';
  const verb = blocking.length === 1 ? 'check stands' : 'checks stand';
  return `Not yet: ${blocking.length} ${verb} in the way.`;
}
