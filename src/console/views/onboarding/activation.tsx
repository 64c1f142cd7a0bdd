import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { LocationsDocument } from '../../generated/graphql';
import { Panel } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { useVenue } from '../../venue-context';
import { Locations } from '../venue/locations';
import { waitingWords } from './code-words';

/** The last step of an onboarding: locations trade in the cloud once they are activated. */
export function LastStep() {
  const { data, error, refresh } = useLiveQuery(LocationsDocument, {});
  const failure = failureOf(error, 'venue');
  const groups = data?.venue?.locationGroups;
  const may = useVenue().viewer?.permissions?.includes('CLOUD_CONNECTIVITY_LOCATIONS') ?? false;
  if (!groups)
    return failure ? (
      <Panel title="Locations">
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
