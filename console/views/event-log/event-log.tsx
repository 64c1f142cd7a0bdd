import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useVenue } from '../../data/contexts';
import { usePages } from '../../data/use-pages';
import { printedDays } from '../../format/format';
import { startOfDay } from '../../format/venue-day';
import { type EventLevel, EventLogDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { useFilters } from '../../navigation/route';
import { ChoiceFilter, DayFields, ListFilters, TextFilter } from '../../ui/fields';
import { Page, Panel, Waiting } from '../../ui/page';
import { PrintHead } from '../../ui/print-head';
import { Problem } from '../../ui/problem';
import { ListFoot } from '../../ui/save-list';
import { EventTable } from './table';
import { type EventRow, eventsSentence, levelMark, lookEvery, sourcesIn } from './words';

const names = ['level', 'source', 'text', 'from', 'to'] as const;

/** swiftpos' lines of the server's event log, with their tail. */
export function EventLogView() {
  const { timeZone } = useVenue();
  const [filters, change] = useFilters(names);
  const [follows, setFollows] = useState(true);
  // PowerShell searches: not for every letter.
  const [text] = useDebouncedValue(filters.text, 400);
  const paged = usePages({
    document: EventLogDocument,
    variables: {
      minimumLevel: (filters.level || null) as EventLevel | null,
      sources: filters.source ? [filters.source] : null,
      text: text.trim() || null,
      since: startOfDay(filters.from, timeZone),
      until: startOfDay(filters.to, timeZone, 1),
    },
    field: 'eventLog',
    pageOf: (data) => data.eventLog,
    every: follows ? lookEvery(text) : 0,
  });
  const { rows, failure } = paged;
  const sources = sourcesIn(rows ?? [], filters.source);
  const isFiltered = names.some((name) => filters[name] !== '');
  if (!rows && !isFiltered) return <Waiting title={t.pages['event-log']} failure={failure} />;
  return (
    <Page
      title={t.pages['event-log']}
      sentence={rows && eventsSentence(rows, { follows, isFiltered, hasMore: paged.hasMore })}
      aside={
        <Button variant="default" size="xs" aria-pressed={follows} onClick={() => setFollows(!follows)}>
          {follows ? t.events.standStill : t.events.follow}
        </Button>
      }
    >
      <ListFilters
        filters={filters}
        onClear={() => change({ level: '', source: '', text: '', from: '', to: '' })}
      >
        <ChoiceFilter
          label={t.events.columns.level}
          value={filters.level}
          choices={t.events.atLeast}
          onChange={(level) => change({ level })}
        />
        <ChoiceFilter
          label={t.events.columns.source}
          value={filters.source}
          choices={Object.fromEntries(sources.map((source) => [source, source]))}
          onChange={(source) => change({ source })}
        />
        <TextFilter label={t.events.textFilter} value={filters.text} onChange={(text) => change({ text })} />
        <DayFields filters={filters} onChange={change} />
      </ListFilters>
      {failure && <Problem failure={failure} />}
      {rows && (
        <PrintHead
          count={t.ui.entries(rows.length, paged.hasMore)}
          filters={{
            [t.events.columns.level]: filters.level && levelMark(filters.level as EventLevel).word,
            [t.events.columns.source]: filters.source,
            [t.events.textFilter]: filters.text,
            ...printedDays(filters),
          }}
        />
      )}
      {!rows && !failure && (
        <p className="soft" role="status">
          {t.ui.looking}
        </p>
      )}
      {rows?.length === 0 && (
        <Panel>
          <p className="soft">{isFiltered ? t.lists.nothingFits : t.events.nothingYet}</p>
        </Panel>
      )}
      {rows && rows.length > 0 && <EventTable rows={rows} />}
      {rows && <ListFoot paged={paged} name="event-log" head={t.events.csv} cells={cellsOf} isPrinted />}
    </Page>
  );
}

function cellsOf({ at, level, source, eventId, message }: EventRow, time: (moment: string) => string) {
  return [time(at), levelMark(level).word, source, eventId, message];
}
