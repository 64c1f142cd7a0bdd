import { useEffect, useState } from 'react';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { useRunningOperations } from '../../data/use-running-operations';
import { OnboardingPlanDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { go } from '../../navigation/route';
import { Waiting } from '../../ui/page';
import { JobProgress } from '../operations/job-progress';
import { LastStep } from './activation';
import { type CodeDraft, OnboardingCode } from './code';
import { onboardingWords } from './onboarding-words';
import { OnboardingPlanView } from './plan';

/** Plan, code, progress, locations. The address names the operation once there is one, so that a closed page finds it again. */
export function OnboardingView({ id }: { readonly id: string | undefined }) {
  if (id === undefined) return <Planning />;
  return <JobProgress key={id} id={id} words={onboardingWords()} afterwards={<LastStep />} />;
}

function Planning() {
  const { data, error, refresh } = useLiveQuery(OnboardingPlanDocument, {});
  const [overrides, setOverrides] = useState<readonly string[]>([]);
  const [draft, setDraft] = useState<CodeDraft>({ confirmed: false, code: '', reason: '' });
  const [onCode, setOnCode] = useState(false);
  const [isChecking, setIsChecking] = useState(false);
  const active = useRunningOperations().find(({ kind }) => kind === 'ONBOARD')?.id;
  // While a code is checked its own page waits for what becomes of it.
  const shown = isChecking ? undefined : active;
  useEffect(() => {
    if (shown) go('onboarding', shown);
  }, [shown]);
  const plan = data?.onboardingPlan;
  const failure = failureOf(error, 'onboardingPlan');
  if (!plan || shown) return <Waiting title={t.pages.onboarding} failure={failure} />;
  if (onCode) {
    return (
      <OnboardingCode
        plan={plan}
        overrides={overrides}
        draft={draft}
        onDraft={(change) => setDraft((before) => ({ ...before, ...change }))}
        onChecking={setIsChecking}
        onBack={() => setOnCode(false)}
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
        setOnCode(true);
      }}
    />
  );
}
