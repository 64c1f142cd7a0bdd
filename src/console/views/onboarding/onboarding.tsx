import { useEffect, useState } from 'react';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { useRunningOperations } from '../../data/use-running-operations';
import { OnboardingPlanDocument } from '../../generated/graphql';
import { Waiting } from '../../ui/page';
import { go } from '../../ui/route';
import { JobProgress } from '../operations/job-progress';
import { OnboardingCode } from './code';
import { onboardingWords } from './onboarding-words';
import { OnboardingPlanView } from './plan';

/** Plan, code, progress. The address names the operation once there is one, so that a closed page finds it again. */
export function OnboardingView({ id }: { readonly id: string | undefined }) {
  return id === undefined ? <Planning /> : <JobProgress key={id} id={id} words={onboardingWords} />;
}

function Planning() {
  const { data, error, refresh } = useLiveQuery(OnboardingPlanDocument, {});
  const [overrides, setOverrides] = useState<readonly string[]>([]);
  const [onCode, setOnCode] = useState(false);
  const active = useRunningOperations().find(({ kind }) => kind === 'ONBOARD')?.id;
  useEffect(() => {
    if (active) go('onboarding', active);
  }, [active]);
  const plan = data?.onboardingPlan;
  const failure = failureOf(error, 'onboardingPlan');
  if (!plan || active) return <Waiting title="Onboarding" failure={failure} />;
  if (onCode) {
    return (
      <OnboardingCode plan={plan} overrides={overrides} onBack={() => setOnCode(false)} onNewPlan={refresh} />
    );
  }
  return (
    <OnboardingPlanView
      plan={plan}
      failure={failure}
      overrides={overrides}
      onOverrides={setOverrides}
      onRefresh={refresh}
      onNext={() => {
        scrollTo(0, 0);
        setOnCode(true);
      }}
    />
  );
}
