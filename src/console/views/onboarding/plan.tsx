import { Button } from '@mantine/core';
import type { Failure } from '../../data/failure';
import type { OnboardingCase, OnboardingPlanPageFragment } from '../../generated/graphql';
import { clock } from '../../ui/format';
import { Foot, Page, Panel, Trail } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { href } from '../../ui/route';
import { StateMark } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';
import { CheckList } from '../plan/check-list';
import { ImpactPanel } from '../plan/impact-panel';
import { blockers, isReady } from '../plan/overrides';
import { PlannedSteps } from '../plan/planned-steps';
import { runOf } from '../plan/time-line';
import { TimeWindow } from '../plan/time-window';
import { onboardingWords } from './onboarding-words';
import { PassportNote } from './passport-note';

interface PlanProps {
  readonly plan: OnboardingPlanPageFragment;
  readonly failure: Failure | undefined;
  readonly overrides: readonly string[];
  readonly onOverrides: (codes: readonly string[]) => void;
  readonly onRefresh: () => void;
  readonly onNext: () => void;
}

const cases: Readonly<Record<OnboardingCase, readonly [string, string]>> = {
  FIRST_TIME: ['First connection', 'Connects this venue to swiftpos Cloud for the first time.'],
  RE_ESTABLISH: [
    'Connect again',
    'Makes the connection again. The old link is kept until the new heartbeat is seen.',
  ],
  CLOUD_SYNC_ADDED: [
    'Cloud Sync is added',
    'The gateway is connected. This adds Cloud Sync and sends all data once.',
  ],
  ALREADY_CONNECTED: ['Already connected', 'This venue is connected. There is nothing to onboard.'],
};

/** What onboarding would do and whether it may. Nothing is changed by looking. */
export function OnboardingPlanView({ plan, failure, overrides, onOverrides, onRefresh, onNext }: PlanProps) {
  const now = useNow(30_000);
  const [caseWord, sentence] = cases[plan.case];
  const isConnected = plan.case === 'ALREADY_CONNECTED';
  const { timeZone } = plan.venue;
  const run = runOf(plan.window, now);
  const isBlockedByTrading = plan.checks.some(
    ({ code, outcome }) => code === 'TRADING_HOURS' && outcome === 'FAIL',
  );
  return (
    <Page title="Onboarding" sentence={sentence} aside={<Trail steps={onboardingWords.trail} current={0} />}>
      {failure && <Problem failure={failure} />}
      <div className="columns columns-plan">
        <div className="column">
          <Panel title="This venue" aside={<StateMark tone={isConnected ? 'ok' : 'idle'} word={caseWord} />}>
            <dl className="facts">
              <dt>Company name</dt>
              <dd className="strong">{plan.venue.companyName}</dd>
              <dt>Customer number</dt>
              <dd>{plan.venue.customerNumber}</dd>
              <dt>Code goes to</dt>
              <dd>{plan.venue.registeredEmail}</dd>
              <dt>swiftpos</dt>
              <dd>{plan.venue.swiftposVersion}</dd>
              {plan.passport && <PassportNote passport={plan.passport} timeZone={timeZone} />}
            </dl>
          </Panel>
          {plan.impact && !isConnected && (
            <ImpactPanel
              title="Off until the first sync is complete"
              impact={plan.impact}
              during={`Now – about ${clock(run.until, timeZone)}, if it begins now`}
            />
          )}
        </div>
        {isConnected ? (
          <Panel title="If something does not work">
            <p>
              Look at the <a href={href('services')}>services</a> first: start what is stopped. Onboarding
              again would not help.
            </p>
          </Panel>
        ) : (
          <Panel title="Checks">
            <CheckList checks={plan.checks} overrides={overrides} onOverrides={onOverrides} />
          </Panel>
        )}
      </div>
      {plan.window && !isConnected && (
        <TimeWindow
          window={plan.window}
          run={run}
          timeZone={timeZone}
          misfit={isBlockedByTrading ? 'bad' : 'warn'}
        />
      )}
      {!isConnected && (
        <Panel title="Steps">
          <PlannedSteps steps={plan.steps} />
        </Panel>
      )}
      <Foot status={statusOf(plan, overrides)}>
        <Button variant="default" onClick={onRefresh}>
          Look again
        </Button>
        {isConnected ? (
          <Button component="a" href={href('venue')}>
            Go to the venue
          </Button>
        ) : (
          <Button disabled={!isReady(plan.checks, overrides)} onClick={onNext}>
            Confirm the venue…
          </Button>
        )}
      </Foot>
    </Page>
  );
}

function statusOf(plan: OnboardingPlanPageFragment, overrides: readonly string[]): string {
  const blocking = plan.case === 'ALREADY_CONNECTED' ? [] : blockers(plan.checks, overrides);
  const [first] = blocking;
  if (!first) return 'Nothing has been changed yet.';
  const rest = blocking.length === 1 ? '' : ` ${blocking.length - 1} more stand in the way.`;
  return `Not yet: ${first.title.charAt(0).toLowerCase()}${first.title.slice(1)} – it does not hold.${rest}`;
}
