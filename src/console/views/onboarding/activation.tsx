import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { LocationsDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { Panel } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { useVenue } from '../../venue-context';
import { Locations } from '../venue/locations';
import { waitingWords } from './code-words';

/** How often it is checked, in milliseconds: what the cloud said just before the onboarding knows of no location yet, and someone else may activate one. */
const LOOK = 4_000;

/** The last step of an onboarding: locations trade in the cloud once they are activated. */
export function LastStep() {
  const { data, error, refresh } = useLiveQuery(LocationsDocument, {}, LOOK);
  const failure = failureOf(error, 'venue');
  const groups = data?.venue?.locationGroups;
  const may = useVenue().viewer?.permissions?.includes('CLOUD_CONNECTIVITY_LOCATIONS') ?? false;
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
      <Locations groups={groups} failure={failure} onDone={refresh} />
    </>
  );
}
