import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { OperationEvent } from '../../data/operation-events';
import type { EventLevel } from '../../generated/graphql';
import { clock } from '../../ui/format';
import { useVenue } from '../../venue-context';

const few = 8;
const levelWord: Readonly<Record<EventLevel, string>> = {
  VERBOSE: '',
  INFORMATION: '',
  WARNING: 'Warning: ',
  ERROR: 'Error: ',
};

/** Newest first. */
export function EventList({ events }: { readonly events: readonly OperationEvent[] }) {
  const { timeZone } = useVenue();
  const [all, setAll] = useState(false);
  const newest = [...events].reverse();
  const shown = all ? newest : newest.slice(0, few);
  if (events.length === 0) return <p className="soft">None yet.</p>;
  return (
    <>
      <ol className="events">
        {shown.map(({ sequence, at, level, message }) => (
          <li key={sequence} className={`event event-${level.toLowerCase()}`}>
            <time dateTime={at}>{clock(at, timeZone, true)}</time>
            <span>
              <span className="hidden">{levelWord[level]}</span>
              {message}
            </span>
          </li>
        ))}
      </ol>
      {events.length > few && (
        <UnstyledButton className="text-button" onClick={() => setAll(!all)}>
          {all ? 'Only the latest' : `All ${events.length} events`}
        </UnstyledButton>
      )}
    </>
  );
}
