import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useVenue } from '../../data/contexts';
import { usePages } from '../../data/use-pages';
import { date } from '../../format/format';
import { startOfDay } from '../../format/venue-day';
import { type EventLevel, EventLogDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { useFilters } from '../../navigation/route';
import { DayFields, ListFilters } from '../../ui/fields';
import { Chevron } from '../../ui/icons';
import { Page, Panel, Waiting } from '../../ui/page';
import { PrintButton, PrintHead } from '../../ui/print-head';
import { Problem } from '../../ui/problem';
import { SaveList } from '../../ui/save-list';
import { EventTable } from './table';
import { type EventRow, eventsSentence, levelChoices, levelMark, lookEvery, sourcesIn } from './words';

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
          maxLength={100}
          value={filters.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
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
            [t.lists.from]: filters.from && date(filters.from),
            [t.lists.to]: filters.to && date(filters.to),
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
          <p className="soft">{isFiltered ? t.events.nothingFits : t.events.nothingYet}</p>
        </Panel>
      )}
      {rows && rows.length > 0 && <EventTable rows={rows} />}
      {rows && (
        <div className="line-mark wrap no-print">
          {paged.hasMore && (
            <Button variant="default" loading={paged.loading} onClick={paged.showMore}>
              {t.events.showOlder}
            </Button>
          )}
          <PrintButton paged={paged} />
          <SaveList paged={paged} name="event-log" head={t.events.csv} cells={cellsOf} />
        </div>
      )}
    </Page>
  );
}

function cellsOf({ at, level, source, eventId, message }: EventRow, time: (moment: string) => string) {
  return [time(at), levelMark(level).word, source, eventId, message];
}
