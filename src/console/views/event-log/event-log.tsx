import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useVenue } from '../../data/contexts';
import { usePages } from '../../data/use-pages';
import { startOfDay } from '../../format/venue-day';
import { type EventLevel, EventLogDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { useFilters } from '../../navigation/route';
import { DayFilter } from '../../ui/fields';
import { Chevron } from '../../ui/icons';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { SaveList } from '../../ui/save-list';
import { EventTable } from './table';
import { type EventRow, eventsSentence, levelChoices, levelMark, sourcesIn, withText } from './words';

/** How often new lines are searched for, in milliseconds: PowerShell reads them. */
const TAIL = 5_000;
const names = ['level', 'source', 'text', 'from', 'to'] as const;

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
  if (!rows && !isFiltered) return <Waiting title={t.pages['event-log']} failure={failure} />;
  const shown = withText(rows ?? [], filters.text);
  return (
    <Page
      title={t.pages['event-log']}
      sentence={rows && eventsSentence(rows, follows)}
      aside={
        <Button variant="default" size="xs" aria-pressed={follows} onClick={() => setFollows(!follows)}>
          {follows ? t.events.standStill : t.events.follow}
        </Button>
      }
    >
      <div className="filters no-print">
        <NativeSelect
          label={t.events.columns.level}
          size="xs"
          rightSection={<Chevron />}
          value={filters.level}
          onChange={(event) => change({ level: event.currentTarget.value })}
          data={[...levelChoices()]}
        />
        <NativeSelect
          label={t.events.columns.source}
          size="xs"
          rightSection={<Chevron />}
          value={filters.source}
          onChange={(event) => change({ source: event.currentTarget.value })}
          data={[{ value: '', label: t.lists.all }, ...sourcesIn(rows ?? [], filters.source)]}
        />
        <TextInput
          label={t.events.textFilter}
          size="xs"
          value={filters.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <DayFilter label={t.lists.from} value={filters.from} onChange={(from) => change({ from })} />
        <DayFilter label={t.lists.to} value={filters.to} onChange={(to) => change({ to })} />
        {isFiltered && (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => change({ level: '', source: '', text: '', from: '', to: '' })}
          >
            {t.lists.showAll}
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
              {t.events.showOlder}
            </Button>
          )}
          <SaveList paged={paged} name="event-log" head={t.events.csv} cells={cellsOf} />
        </div>
      )}
    </Page>
  );
}

function nothing(isFiltered: boolean, isOfText: boolean): string {
  if (isOfText) return t.events.noneHasText;
  return isFiltered ? t.events.nothingFits : t.events.nothingYet;
}

function cellsOf({ at, level, source, eventId, message }: EventRow) {
  return [at, levelMark(level).word, source, eventId, message];
}
