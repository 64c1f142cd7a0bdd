import { Button } from '@mantine/core';
import { useAction } from '../../data/use-action';
import { ActivateLocationsDocument, type LocationGroupLineFragment } from '../../generated/graphql';
import { Panel } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { useVenue } from '../../venue-context';

interface LocationsProps {
  readonly groups: readonly LocationGroupLineFragment[];
  readonly onDone: () => void;
}

/** Outlets by group; each is activated in the cloud once and gets its Cloud Client ID. */
export function Locations({ groups, onDone }: LocationsProps) {
  const activate = useAction(ActivateLocationsDocument);
  const mayActivate = useVenue().viewer?.permissions?.includes('CLOUD_CONNECTIVITY_LOCATIONS') ?? false;
  const waiting = groups.flatMap(({ locations }) => locations.filter(({ activated }) => activated === false));
  const start = async (ids: readonly string[]) => {
    if (await activate.run({ locationIds: [...ids] })) onDone();
  };
  return (
    <Panel
      title="Locations"
      aside={
        mayActivate && waiting.length > 1 ? (
          <Button
            size="xs"
            variant="default"
            loading={activate.running}
            onClick={() => void start(waiting.map(({ id }) => id))}
          >
            Activate all {waiting.length}
          </Button>
        ) : undefined
      }
    >
      {activate.failure && <Problem failure={activate.failure} />}
      {groups.map((group) => (
        <div key={group.id} className="group">
          <h3>{group.name}</h3>
          <ul className="lines">
            {group.locations.map((location) => (
              <li key={location.id} className="line line-wide">
                <Activation activated={location.activated} />
                <p>
                  {location.name}{' '}
                  {location.cloudClientId && <code className="soft">{location.cloudClientId}</code>}
                </p>
                {mayActivate && location.activated === false && (
                  <Button
                    size="xs"
                    variant="default"
                    loading={activate.running}
                    aria-label={`Activate ${location.name}`}
                    onClick={() => void start([location.id])}
                  >
                    Activate
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Panel>
  );
}

function Activation({ activated }: { readonly activated: boolean | null }) {
  if (activated === null) return <StateMark tone="warn" word="Not known" />;
  return activated ? <StateMark tone="ok" word="Activated" /> : <StateMark tone="idle" word="Waiting" />;
}
