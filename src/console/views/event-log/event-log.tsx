import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePages } from '../../data/use-pages';
import { type EventLevel, EventLogDocument } from '../../generated/graphql';
import { Chevron } from '../../ui/chevron';
import { DayFilter } from '../../ui/day-filter';
import { useFilters } from '../../ui/filters';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { SaveList } from '../../ui/save-list';
import { startOfDay } from '../../ui/venue-day';
import { useVenue } from '../../venue-context';
import { EventTable } from './event-table';
import { type EventRow, eventsSentence, levelChoices, levelMark, sourcesIn, withText } from './event-words';

/** How often new lines are looked for, in milliseconds: PowerShell reads them. */
const TAIL = 5_000;
const names = ['level', 'source', 'text', 'from', 'to'] as const;
const head = ['At', 'Level', 'Source', 'Event', 'Text'];

/** swiftpos' lines of the server's event log, with their tail. */
export function EventLogView() {
  const { timeZone } = useVenue();
  const [filters, change] = useFilters(names);
  const [follows, setFollows] = useState(true);
  const paged = usePages({
    document: EventLogDocument,
    variables: {
      minimumLevel: (filters.level || null) as EventLevel | null,
      sources: filters.source ? [filters.source] : null,
      since: startOfDay(filters.from, timeZone),
      until: startOfDay(filters.to, timeZone, 1),
    },
    field: 'eventLog',
    pageOf: (data) => data.eventLog,
    every: follows ? TAIL : 0,
  });
  const { rows, failure } = paged;
  const isFiltered = names.some((name) => filters[name] !== '');
  if (!rows && !isFiltered) return <Waiting title="Event log" failure={failure} />;
  const shown = withText(rows ?? [], filters.text);
  return (
    <Page
      title="Event log"
      sentence={rows && eventsSentence(rows, follows)}
      aside={
        <Button variant="default" size="xs" aria-pressed={follows} onClick={() => setFollows(!follows)}>
          {follows ? 'Stand still' : 'Follow'}
        </Button>
      }
    >
      <div className="filters no-print">
        <NativeSelect
          label="Level"
          size="xs"
          rightSection={<Chevron />}
          value={filters.level}
          onChange={(event) => change({ level: event.currentTarget.value })}
          data={levelChoices}
        />
        <NativeSelect
          label="Source"
          size="xs"
          rightSection={<Chevron />}
          value={filters.source}
          onChange={(event) => change({ source: event.currentTarget.value })}
          data={[{ value: '', label: 'All' }, ...sourcesIn(rows ?? [], filters.source)]}
        />
        <TextInput
          label="Text, in the lines shown"
          size="xs"
          value={filters.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <DayFilter label="From" value={filters.from} onChange={(from) => change({ from })} />
        <DayFilter label="To" value={filters.to} onChange={(to) => change({ to })} />
        {isFiltered && (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => change({ level: '', source: '', text: '', from: '', to: '' })}
          >
            Show all
          </Button>
        )}
      </div>
      {failure && <Problem failure={failure} />}
      {rows && shown.length === 0 && (
        <Panel>
          <p className="soft">{nothing(isFiltered, filters.text !== '' && rows.length > 0)}</p>
        </Panel>
      )}
      {shown.length > 0 && <EventTable rows={shown} />}
      {rows && (
        <div className="line-mark wrap no-print">
          {paged.hasMore && (
            <Button variant="default" loading={paged.loading} onClick={paged.showMore}>
              Show older lines
            </Button>
          )}
          <SaveList paged={paged} name="event-log" head={head} cells={cellsOf} />
        </div>
      )}
    </Page>
  );
}

function nothing(isFiltered: boolean, isOfText: boolean): string {
  if (isOfText) return 'None of the lines read so far has this text. Show older lines to look further back.';
  return isFiltered ? 'No line of the event log fits these filters.' : 'The event log says nothing yet.';
}

function cellsOf({ at, level, source, eventId, message }: EventRow) {
  return [at, levelMark(level).word, source, eventId, message];
}
