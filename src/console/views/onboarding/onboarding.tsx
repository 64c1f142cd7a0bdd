import { useEffect, useState } from 'react';
import { useMay } from '../../data/contexts';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { useRunningOperations } from '../../data/use-operations';
import { LocationsDocument, OnboardingPlanDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { go, useFilters } from '../../navigation/route';
import { Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { JobProgress } from '../operations/job-progress';
import { Locations } from '../venue/locations';
import { type CodeDraft, OnboardingCode } from './code';
import { mayContinue, OnboardingPlanView } from './plan';
import { onboardingIn, onboardingWords, waitingWords } from './words';

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
  // After a reload overrides are lost: a plan that needs them is read again.
  if (step === 'code' && (isPlanConfirmed || mayContinue(plan, overrides))) {
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

/** How often it is checked, in milliseconds: what the cloud said just before the onboarding knows of no location yet, and someone else may activate one. */
const LOOK = 4_000;

/** The last step of an onboarding: locations trade in the cloud once they are activated. */
function LastStep() {
  const { data, error, refresh } = useLiveQuery(LocationsDocument, {}, LOOK);
  const failure = failureOf(error, 'venue');
  const groups = data?.venue?.locationGroups;
  const may = useMay('CLOUD_CONNECTIVITY_LOCATIONS');
  if (!groups)
    return failure ? (
      <Panel title={t.venue.locations}>
        <Problem failure={failure} />
      </Panel>
    ) : null;
  return (
    <>
      <p className="last-step" role="status">
        {waitingWords(
          groups.flatMap(({ locations }) => locations),
          may,
        )}
      </p>
      <Locations groups={groups} failure={failure} onDone={refresh} isPrimary />
    </>
  );
}
