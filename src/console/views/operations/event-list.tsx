import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useVenue } from '../../data/contexts';
import type { OperationEvent } from '../../data/operations';
import { clock } from '../../format/format';
import type { EventLevel } from '../../generated/graphql';
import { t } from '../../messages';
import { ServerText } from '../../ui/problem';

const few = 8;

/** Newest first. */
export function EventList({ events }: { readonly events: readonly OperationEvent[] }) {
  const { timeZone } = useVenue();
  const [all, setAll] = useState(false);
  const levels: Partial<Readonly<Record<EventLevel, string>>> = t.operation.levels;
  const newest = [...events].reverse();
  const shown = all ? newest : newest.slice(0, few);
  if (events.length === 0) return <p className="soft">{t.operation.noEvents}</p>;
  return (
    <>
      <ol className="events">
        {shown.map(({ sequence, at, level, message }) => (
          <li key={sequence} className={`event event-${level.toLowerCase()}`}>
            <time dateTime={at}>{clock(at, timeZone, true)}</time>
            <span>
              <span className="hidden">{levels[level]}</span>
              <ServerText>{message}</ServerText>
            </span>
          </li>
        ))}
      </ol>
      {events.length > few && (
        <UnstyledButton className="text-button" onClick={() => setAll(!all)}>
          {all ? t.operation.onlyLatest : t.operation.allEvents(events.length)}
        </UnstyledButton>
      )}
    </>
  );
}
