import { Button } from '@mantine/core';
import type { Failure } from '../../data/failure';
import { useNow } from '../../data/use-page';
import { clock, moment } from '../../format/format';
import type { OldServer, OnboardingPlanPageFragment, PassportNoteFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { Facts } from '../../ui/facts';
import { Foot, Page, Panel, Trail } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { StateMark, type Tone } from '../../ui/state-mark';
import { CheckList } from '../plan/checks';
import { ImpactPanel } from '../plan/impact-panel';
import { blockers, isReady } from '../plan/overrides';
import { PlannedSteps } from '../plan/planned-steps';
import { TimeWindow } from '../plan/schedule-panel';
import { runOf } from '../plan/time-line';

interface PlanProps {
  readonly plan: OnboardingPlanPageFragment;
  readonly failure: Failure | undefined;
  readonly overrides: readonly string[];
  readonly onOverrides: (codes: readonly string[]) => void;
  readonly onRefresh: () => void;
  readonly onNext: () => void;
}

/** What onboarding would do and whether it may. Nothing is changed by looking. */
export function OnboardingPlanView({ plan, failure, overrides, onOverrides, onRefresh, onNext }: PlanProps) {
  const now = useNow(30_000);
  const { timeZone } = plan.venue;
  const run = runOf(plan.window, now);
  const isBlockedByTrading = plan.checks.some(
    ({ code, outcome }) => code === 'TRADING_HOURS' && outcome === 'FAIL',
  );
  return (
    <Page
      title={t.pages.onboarding}
      sentence={t.onboarding.caseSentences[plan.case]}
      aside={<Trail steps={t.onboarding.job.trail} current={0} />}
    >
      {failure && <Problem failure={failure} />}
      <div className="columns columns-plan">
        <div className="column">
          <ThisVenue plan={plan} tone="idle" />
          {plan.impact && (
            <ImpactPanel
              title={t.onboarding.offUntilFirstSync}
              impact={plan.impact}
              during={t.onboarding.during(clock(run.until, timeZone))}
            />
          )}
        </div>
        <Panel title={t.plan.checks}>
          <CheckList checks={plan.checks} overrides={overrides} onOverrides={onOverrides} />
        </Panel>
      </div>
      {plan.window && (
        <TimeWindow
          window={plan.window}
          run={run}
          timeZone={timeZone}
          misfit={isBlockedByTrading ? 'bad' : 'warn'}
        />
      )}
      <Panel title={t.operation.steps}>
        <PlannedSteps steps={plan.steps} />
      </Panel>
      <Foot status={statusOf(plan, overrides)}>
        <Button variant="default" onClick={onRefresh}>
          {t.plan.lookAgain}
        </Button>
        <Button disabled={!isReady(plan.checks, overrides)} onClick={onNext}>
          {t.onboarding.confirmVenue}
        </Button>
      </Foot>
    </Page>
  );
}

function statusOf(plan: OnboardingPlanPageFragment, overrides: readonly string[]): string {
  const blocking = blockers(plan.checks, overrides);
  return blocking.length === 0 ? t.plan.nothingChanged : t.plan.blocked(blocking.length);
}

interface ThisVenueProps {
  readonly plan: OnboardingPlanPageFragment;
  readonly tone: Tone;
}

/** Which venue it is, and how it is connected. */
export function ThisVenue({ plan, tone }: ThisVenueProps) {
  const { venue, passport } = plan;
  return (
    <Panel
      title={t.onboarding.thisVenue}
      aside={<StateMark tone={tone} word={t.onboarding.cases[plan.case]} />}
    >
      <Facts
        facts={[
          [t.onboarding.companyName, <strong key="name">{venue.companyName}</strong>],
          [t.venue.customerNumber, venue.customerNumber],
          [t.onboarding.codeGoesTo, venue.registeredEmail],
          [t.venue.version, venue.swiftposVersion],
          [t.onboarding.passport, passport && <PassportNote {...passport} timeZone={venue.timeZone} />],
        ]}
      />
    </Panel>
  );
}

const tones: Readonly<Record<OldServer, Tone>> = {
  CONNECTED: 'bad',
  SILENT: 'ok',
  NEVER_CONNECTED: 'idle',
  UNKNOWN: 'warn',
};

interface PassportNoteProps extends PassportNoteFragment {
  readonly timeZone: string;
}

/** Where a passport of the old server was imported. */
function PassportNote({ madeAt, oldServer, timeZone }: PassportNoteProps) {
  const now = useNow(30_000);
  return (
    <>
      <StateMark tone={tones[oldServer]} word={t.onboarding.oldServer[oldServer]} plain />
      <div>{t.onboarding.passportMade(moment(madeAt, timeZone, now))}</div>
    </>
  );
}
