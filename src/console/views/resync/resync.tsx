import { useEffect, useState } from 'react';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { useRunningOperations } from '../../data/use-running-operations';
import { ResyncPlanDocument, type ResyncPlanQuery } from '../../generated/graphql';
import { Waiting } from '../../ui/page';
import { go } from '../../ui/route';
import { ResyncPlanView } from './plan';
import { ResyncProgress } from './progress';

export type ResyncPlan = NonNullable<ResyncPlanQuery['resyncPlan']>;
export type ResyncVenue = NonNullable<ResyncPlanQuery['venue']>;
export const trail = ['Plan', 'Confirm', 'Progress'];

/** Plan, confirm, progress. Hours with ordering down, so evidence and time window come before the button. */
export function ResyncView({ id }: { readonly id: string | undefined }) {
  return id === undefined ? <Planning /> : <ResyncProgress key={id} id={id} />;
}

function Planning() {
  const [startAt, setStartAt] = useState<string | null>(null);
  const { data, error, refresh } = useLiveQuery(ResyncPlanDocument, { startAt });
  const active = useRunningOperations().find(({ kind }) => kind === 'RESYNC')?.id;
  useEffect(() => {
    if (active) go('resync', active);
  }, [active]);
  const failure = failureOf(error, 'resyncPlan');
  const { resyncPlan: plan, venue } = data ?? {};
  if (!plan || !venue || active) return <Waiting title="Resync" failure={failure} />;
  return (
    <ResyncPlanView
      plan={plan}
      venue={venue}
      failure={failure}
      startAt={startAt}
      onStartAt={setStartAt}
      onRefresh={refresh}
    />
  );
}
