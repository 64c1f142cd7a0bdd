import { Button, NativeSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect } from 'react';
import { useVenue } from '../../data/contexts';
import { useNow } from '../../data/use-page';
import { usePages } from '../../data/use-pages';
import { clock } from '../../format/format';
import { VenueTimelineDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { href, useFilters } from '../../navigation/route';
import { ChoiceFilter, DayField, ListFilters, NotShown, TextFilter } from '../../ui/fields';
import { ListTable } from '../../ui/list-table';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { ListFoot } from '../../ui/save-list';
import { StateMark } from '../../ui/state-mark';
import { aboutOf, causeOf, endedByWords, endedWith, lastedWords, wholeOf } from './about';
import {
  aDayBefore,
  beginOf,
  type Chosen,
  endOf,
  isGap,
  lanesOf,
  meanwhileOf,
  missingWords,
  notShownWords,
  type Order,
  orderOf,
  recordWords,
  rowMark,
  rowText,
  type Span,
  shownRows,
  spanOf,
  type TimelineRow,
  timelineSentence,
} from './words';

const names = ['day', 'lane', 'text', 'from', 'to', 'order', 'about', 'at', 'code'] as const;
const none = { day: '', lane: '', text: '', from: '', to: '', order: '', about: '', at: '', code: '' };
/** A period that someone chooses is about nothing in particular. */
const noPeriod = { from: '', to: '', about: '', at: '', code: '' };
/** So many are loaded at most to begin with the oldest. */
const MOST_LOADED = 2000;

/** Why was it so? Everything that is known of a day, or of a part of it. */
export function TimelineView() {
  const { timeZone } = useVenue();
  const now = useNow(60_000);
  const [filters, change] = useFilters(names);
  const span = spanOf(filters, now, timeZone);
  const lanes = lanesOf(filters.lane);
  const order = orderOf(filters, span);
  // It reads the event log too: not for every letter.
  const [text] = useDebouncedValue(filters.text, 400);
  const paged = usePages({
    document: VenueTimelineDocument,
    variables: { from: span.from, to: span.to, lanes, text: text.trim() || null },
    field: 'venueTimeline',
    pageOf: (data) => data.venueTimeline,
    every: span.isOpen ? 10_000 : 0,
    size: 100,
  });
  const { data, rows, failure } = paged;
  const { hasMore, loading, showMore } = paged;
  const isBeginMissing =
    order === 'oldest' && hasMore && !failure && rows !== undefined && rows.length < MOST_LOADED;
  useEffect(() => {
    if (isBeginMissing && !loading) showMore();
  });
  const isFiltered = names.some((name) => filters[name] !== '');
  if (!rows && !isFiltered) return <Waiting title={t.pages.timeline} failure={failure} />;
  const about = aboutOf(rows ?? [], filters);
  const whole = about && wholeOf(rows ?? [], about);
  const end = whole && endedWith(rows ?? [], whole);
  const shown = shownRows(rows ?? [], filters, order, span, about);
  const { missing = [], recordedSince } = data?.venueTimeline ?? {};
  const recordBegins = recordWords(recordedSince, span, timeZone);
  const isBeforeRecord = recordBegins !== undefined && Date.parse(span.to) <= Date.parse(recordedSince ?? '');
  return (
    <Page title={t.pages.timeline} sentence={timelineSentence(span, timeZone, order)}>
      <Filters filters={filters} day={filters.day || (span.day ?? '')} order={order} onChange={change} />
      <NotShown words={notShownWords(filters, span)} />
      {failure && <Problem failure={failure} />}
      {recordBegins && <p className="soft">{recordBegins}</p>}
      {missing.length > 0 && <p className="soft">{missing.map(missingWords).join(' ')}</p>}
      {rows && shown.length === 0 && !isBeginMissing && !isBeforeRecord && (
        <Panel>
          <p className="soft">{lanes || filters.text ? t.lists.nothingFits : t.timeline.nothingHere}</p>
        </Panel>
      )}
      {whole && <About about={whole} rows={rows ?? []} end={end} />}
      {shown.length > 0 && <TimelineTable rows={shown} span={span} about={about} end={end} />}
      {rows && (
        <ListFoot
          paged={paged}
          name="timeline"
          head={t.timeline.csv}
          cells={(row, at) => [
            at(row.from),
            row.until && at(row.until),
            t.timeline.lanes[row.lane],
            row.subject,
            row.state,
            rowText(row, timeZone),
          ]}
        />
      )}
    </Page>
  );
}

interface FiltersProps {
  readonly filters: Chosen;
  readonly day: string;
  readonly order: Order;
  readonly onChange: (changes: Partial<Chosen>) => void;
}

function Filters({ filters, day, order, onChange }: FiltersProps) {
  const { lane, text } = filters;
  return (
    <ListFilters
      filters={{ day: filters.day || filters.from, lane, text, order: filters.order }}
      onClear={() => onChange(none)}
    >
      <DayField
        label={t.timeline.day}
        size="xs"
        value={day}
        onChange={(chosen) => onChange({ ...noPeriod, day: chosen })}
      />
      <ChoiceFilter
        label={t.timeline.lane}
        value={filters.lane}
        choices={{ CHANGES: t.timeline.changes, ...t.timeline.lanes }}
        onChange={(lane) => onChange({ lane })}
      />
      <TextFilter label={t.timeline.words} value={filters.text} onChange={(text) => onChange({ text })} />
      <NativeSelect
        label={t.timeline.order}
        size="xs"
        value={order}
        onChange={(event) => onChange({ order: event.currentTarget.value })}
        data={Object.entries(t.timeline.orders).map(([value, label]) => ({ value, label }))}
      />
      <Button
        className="filters-clear"
        variant="default"
        size="xs"
        onClick={() => onChange({ ...none, lane: 'CHANGES', from: aDayBefore(Date.now()) })}
      >
        {t.timeline.lastDay}
      </Button>
    </ListFilters>
  );
}

interface AboutProps {
  readonly about: TimelineRow;
  readonly rows: readonly TimelineRow[];
  readonly end: TimelineRow | undefined;
}

/** The answer, before what it is read from. */
function About({ about, rows, end }: AboutProps) {
  const { timeZone } = useVenue();
  const cause = causeOf(rows, about);
  const endedBy = endedByWords(rows, about, timeZone);
  return (
    <Panel>
      <p className="strong">{rowText(about, timeZone)}</p>
      {about.lane !== 'OPERATION' && <p>{lastedWords(about, timeZone, end)}</p>}
      {cause && (
        <p>
          {t.timeline.before(clock(cause.from, timeZone, true))} {rowText(cause, timeZone)}
        </p>
      )}
      {endedBy && <p>{endedBy}</p>}
      {end && (
        <p>
          {t.timeline.afterwards} {rowText(end, timeZone)}
        </p>
      )}
    </Panel>
  );
}

interface TableProps {
  readonly rows: readonly TimelineRow[];
  readonly span: Span;
  readonly about: TimelineRow | undefined;
  readonly end: TimelineRow | undefined;
}

function TimelineTable({ rows, span, about, end }: TableProps) {
  const { columns, beganHere, endedHere } = t.timeline;
  const markOf = (row: TimelineRow) =>
    (row.id === about?.id && beganHere) || (row.id === end?.id && !isGap(row) && endedHere) || undefined;
  return (
    <ListTable title={t.pages.timeline} columns={Object.values(columns)}>
      {rows.map((row) => (
        <Row key={row.id} row={row} span={span} mark={markOf(row)} />
      ))}
    </ListTable>
  );
}

interface RowProps {
  readonly row: TimelineRow;
  readonly span: Span;
  readonly mark: string | undefined;
}

function Row({ row, span, mark }: RowProps) {
  const { timeZone } = useVenue();
  const end = endOf(row, timeZone);
  const meanwhile = meanwhileOf(row);
  return (
    <tr className={isGap(row) ? 'gap' : undefined}>
      <th scope="row" className="when">
        <time dateTime={row.from}>{beginOf(row, span, timeZone)}</time>
        {end && <span className="serves">{end}</span>}
      </th>
      <td>
        <StateMark {...rowMark(row)} plain={!isGap(row)} />
      </td>
      <td className="message">
        {mark && <strong className="began">{mark}</strong>}
        {rowText(row, timeZone)}
        {(row.operationId !== null || meanwhile !== undefined) && (
          <span className="links">
            {row.operationId !== null && <a href={href('operations', row.operationId)}>{t.ui.openIt}</a>}
            {meanwhile !== undefined && <a href={meanwhile}>{t.timeline.meanwhile}</a>}
          </span>
        )}
      </td>
    </tr>
  );
}
