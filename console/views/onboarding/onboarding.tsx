import { useEffect, useState } from 'react';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { useRunningOperations } from '../../data/use-operations';
import { OnboardingPlanDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { go, useFilters } from '../../navigation/route';
import { Waiting } from '../../ui/page';
import { JobProgress } from '../operations/job-progress';
import { isReady } from '../plan/overrides';
import { type CodeDraft, OnboardingCode } from './code';
import { ConnectedView, LastStep } from './connected';
import { OnboardingPlanView } from './plan';
import { onboardingIn, onboardingWords } from './words';

/** Plan, code, progress, locations. The address names the operation once there is one, so that a closed page finds it again. */
export function OnboardingView({ id }: { readonly id: string | undefined }) {
  if (id === undefined) return <Planning />;
  return <JobProgress key={id} id={id} words={onboardingWords()} afterwards={<LastStep />} />;
}

function Planning() {
  const { data, error, refresh } = useLiveQuery(OnboardingPlanDocument, {});
  const [overrides, setOverrides] = useState<readonly string[]>([]);
  const [draft, setDraft] = useState<CodeDraft>({ confirmed: false, code: '', reason: '' });
  const [{ step }, setAddress] = useFilters(['step']);
  const [isPlanConfirmed, setIsPlanConfirmed] = useState(false);
  const [isChecking, setIsChecking] = useState(false);
  const [refused, setRefused] = useState<string>();
  const running = useRunningOperations();
  // While a code is checked its own page waits for what becomes of it.
  const shown = isChecking ? undefined : onboardingIn(running, refused);
  useEffect(() => {
    if (shown) go('onboarding', shown);
  }, [shown]);
  const plan = data?.onboardingPlan;
  const failure = failureOf(error, 'onboardingPlan');
  if (!plan || shown) return <Waiting title={t.pages.onboarding} failure={failure} />;
  if (plan.case === 'ALREADY_CONNECTED' && !isChecking)
    return <ConnectedView plan={plan} failure={failure} onRefresh={refresh} />;
  // After a reload overrides are lost: a plan that needs them is read again.
  if (step === 'code' && (isPlanConfirmed || isReady(plan.checks, overrides))) {
    return (
      <OnboardingCode
        plan={plan}
        overrides={overrides}
        draft={draft}
        onDraft={(change) => setDraft((before) => ({ ...before, ...change }))}
        onChecking={setIsChecking}
        onRefused={setRefused}
        onBack={() => setAddress({ step: '' })}
        onRefresh={refresh}
      />
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
        setIsPlanConfirmed(true);
        setAddress({ step: 'code' });
      }}
    />
  );
}
