import { Button } from '@mantine/core';
import { useMay } from '../../data/contexts';
import { type Failure, failureOf } from '../../data/failure';
import { type LiveQuery, useLiveQuery } from '../../data/use-live-query';
import {
  LocationsDocument,
  type LocationsQuery,
  type OnboardingPlanPageFragment,
} from '../../generated/graphql';
import { t } from '../../messages';
import { href } from '../../navigation/route';
import { Foot, Page, Panel, Trail } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { Locations } from '../venue/locations';
import { ThisVenue } from './plan';
import { connectedWords, waitingWords } from './words';

/** How often it is checked, in milliseconds: what the cloud said just before the onboarding knows of no location yet, and someone else may activate one. */
const LOOK = 4_000;

interface ConnectedProps {
  readonly plan: OnboardingPlanPageFragment;
  readonly failure: Failure | undefined;
  readonly onRefresh: () => void;
}

/** There is no plan: the link is there, and locations may still wait, wherever the venue was onboarded from. */
export function ConnectedView({ plan, failure, onRefresh }: ConnectedProps) {
  const located = useLiveQuery(LocationsDocument, {}, LOOK);
  const [beforeLink, linkWord, afterLink] = t.onboarding.lookAtServices;
  return (
    <Page
      title={t.pages.onboarding}
      sentence={connectedWords(locationsIn(located))}
      aside={<Trail steps={t.onboarding.job.trail} current={3} />}
    >
      {failure && <Problem failure={failure} />}
      <LastStepOf located={located} isSaid />
      <div className="columns columns-plan">
        <ThisVenue plan={plan} tone="ok" />
        <Panel title={t.onboarding.ifNotWorking}>
          <p>
            {beforeLink}
            <a href={href('services')}>{linkWord}</a>
            {afterLink}
          </p>
        </Panel>
      </div>
      <Foot status="">
        <Button variant="default" onClick={onRefresh}>
          {t.plan.lookAgain}
        </Button>
        <Button component="a" variant="default" href={href('venue')}>
          {t.ui.goToVenue}
        </Button>
      </Foot>
    </Page>
  );
}

/** The last step of an onboarding: locations trade in the cloud once they are activated. */
export function LastStep() {
  return <LastStepOf located={useLiveQuery(LocationsDocument, {}, LOOK)} />;
}

interface LastStepProps {
  readonly located: LiveQuery<LocationsQuery>;
  /** The page names above which locations wait. Default: it does not. */
  readonly isSaid?: boolean;
}

function LastStepOf({ located, isSaid = false }: LastStepProps) {
  const failure = failureOf(located.error, 'venue');
  const groups = located.data?.venue?.locationGroups;
  const locations = locationsIn(located);
  const may = useMay('CLOUD_CONNECTIVITY_LOCATIONS');
  if (!groups || !locations)
    return failure ? (
      <Panel title={t.venue.locations}>
        <Problem failure={failure} />
      </Panel>
    ) : null;
  return (
    <>
      {!(isSaid && may && locations.some(({ activated }) => activated === false)) && (
        <p role="status">{waitingWords(locations, may)}</p>
      )}
      <Locations groups={groups} failure={failure} onDone={located.refresh} isPrimary />
    </>
  );
}

function locationsIn({ data }: LiveQuery<LocationsQuery>) {
  return data?.venue?.locationGroups.flatMap(({ locations }) => locations);
}
