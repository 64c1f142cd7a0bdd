import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../data/contexts';
import type { Failure } from '../../data/failure';
import { isOver } from '../../data/operations';
import { useAction } from '../../data/use-action';
import { useRunningOperations } from '../../data/use-operations';
import { ActivateLocationsDocument, type LocationGroupLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { late } from '../../ui/late';
import { Panel } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';

const ActivationProgress = late(async () => (await import('./activation-progress')).ActivationProgress);

type Location = LocationGroupLineFragment['locations'][number];

interface LocationsProps {
  readonly groups: readonly LocationGroupLineFragment[];
  /** Why they are shown as they were. */
  readonly failure: Failure | undefined;
  readonly onDone: () => void;
  /** Activating them all is what the page is about. Default: it is not. */
  readonly isPrimary?: boolean;
}

/** Outlets by group; each is activated in the cloud once and gets its Cloud Client ID. */
export function Locations({ groups, failure, onDone, isPrimary = false }: LocationsProps) {
  const { start, asked, isBusy, message } = useActivation(onDone);
  const mayActivate = useMay('CLOUD_CONNECTIVITY_LOCATIONS');
  const waiting = groups.flatMap(({ locations }) => locations.filter(({ activated }) => activated === false));
  const button = (locations: readonly Location[], word: string, label?: string) => {
    const ids = locations.map(({ id }) => id);
    return (
      <Button
        size="xs"
        variant={isPrimary && !label ? 'filled' : 'default'}
        loading={isBusy && asked.join() === ids.join()}
        disabled={isBusy}
        aria-label={label}
        onClick={() => start(ids)}
      >
        {word}
      </Button>
    );
  };
  const list = groups.map((group) => (
    <div key={group.id} className="group">
      <h3>{group.name}</h3>
      <ul className="lines">
        {group.locations.map((location) => (
          <li key={location.id} className="line line-wide">
            <Activation activated={location.activated} />
            <p>{location.name}</p>
            {mayActivate &&
              location.activated === false &&
              button([location], t.venue.activate, t.venue.activateOne(location.name))}
          </li>
        ))}
      </ul>
    </div>
  ));
  const all = groups.flatMap(({ locations }) => locations);
  // With nothing to do about any, one line says so.
  const isDone = all.length > 0 && all.every(({ activated }) => activated);
  if (isDone && !isPrimary && !failure && !message)
    return (
      <details className="panel">
        <summary>
          <h2>{t.venue.locations}</h2> <StateMark tone="ok" word={t.venue.allActivated(all.length)} />
        </summary>
        {list}
      </details>
    );
  return (
    <Panel
      title={t.venue.locations}
      aside={mayActivate && waiting.length > 1 && button(waiting, t.venue.activateAll(waiting.length))}
    >
      {failure && <Problem failure={failure} />}
      {message}
      {list}
    </Panel>
  );
}

/** One at a time. It is followed to its end here, where it was begun; one that someone else began is seen too. */
function useActivation(onDone: () => void) {
  const activate = useAction(ActivateLocationsDocument);
  const [asked, setAsked] = useState<readonly string[]>([]);
  const [followed, setFollowed] = useState<{ readonly id: string; readonly isOver: boolean }>();
  const running = useRunningOperations().find(({ kind }) => kind === 'ACTIVATE_LOCATIONS');
  if (running && running.id !== followed?.id) setFollowed({ id: running.id, isOver: false });
  const start = async (ids: readonly string[]) => {
    setAsked(ids);
    setFollowed(undefined);
    const operation = (await activate.run({ locationIds: [...ids] }))?.activateLocations;
    if (operation) setFollowed({ id: operation.id, isOver: isOver(operation.state) });
  };
  const message = activate.failure ? (
    <Problem failure={activate.failure} onRetry={() => void start(asked)} />
  ) : (
    followed && (
      <ActivationProgress
        key={followed.id}
        id={followed.id}
        onOver={() => {
          setFollowed({ id: followed.id, isOver: true });
          onDone();
        }}
      />
    )
  );
  return {
    start: (ids: readonly string[]) => void start(ids),
    /** What was asked for last from this page. */
    asked,
    /** From the click until it is over, no matter who began it. */
    isBusy: activate.running || followed?.isOver === false,
    message,
  };
}

function Activation({ activated }: { readonly activated: boolean | null }) {
  if (activated === null) return <StateMark tone="warn" word={t.ui.notKnown} />;
  return activated ? (
    <StateMark tone="ok" word={t.venue.activated} />
  ) : (
    <StateMark tone="idle" word={t.venue.waiting} />
  );
}
