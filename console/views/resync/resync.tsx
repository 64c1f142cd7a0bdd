import { useEffect, useState } from 'react';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { useRunningOperations } from '../../data/use-operations';
import { ResyncPlanDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { go } from '../../navigation/route';
import { Waiting } from '../../ui/page';
import { JobProgress } from '../operations/job-progress';
import { ResyncPlanView } from './plan';
import { resyncWords } from './words';

/** Plan, confirm, progress. Hours with ordering down, so evidence and time window come before the button. */
export function ResyncView({ id }: { readonly id: string | undefined }) {
  return id === undefined ? <Planning /> : <JobProgress key={id} id={id} words={resyncWords()} />;
}

function Planning() {
  const [startAt, setStartAt] = useState<string | null>(null);
  const { data, error, isCurrent, refresh } = useLiveQuery(ResyncPlanDocument, { startAt });
  const active = useRunningOperations().find(({ kind }) => kind === 'RESYNC')?.id;
  useEffect(() => {
    if (active) go('resync', active);
  }, [active]);
  const failure = failureOf(error, 'resyncPlan');
  const { resyncPlan: plan, venue } = data ?? {};
  if (!plan || !venue || active) return <Waiting title={t.pages.resync} failure={failure} />;
  return (
    <ResyncPlanView
      plan={plan}
      venue={venue}
      failure={failure}
      isReplanning={!isCurrent}
      startAt={startAt}
      onStartAt={setStartAt}
      onRefresh={refresh}
    />
  );
}
