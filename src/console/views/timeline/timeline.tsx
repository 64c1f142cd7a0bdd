import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect } from 'react';
import { useVenue } from '../../data/contexts';
import { useNow } from '../../data/use-page';
import { usePages } from '../../data/use-pages';
import { VenueTimelineDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { href, useFilters } from '../../navigation/route';
import { ChoiceFilter, DayField, ListFilters } from '../../ui/fields';
import { Chevron } from '../../ui/icons';
import { ListTable } from '../../ui/list-table';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { SaveList } from '../../ui/save-list';
import { StateMark } from '../../ui/state-mark';
import {
  aDayBefore,
  beganWith,
  beginOf,
  type Chosen,
  endOf,
  isGap,
  lanesOf,
  meanwhileOf,
  missingWords,
  type Order,
  orderOf,
  rowMark,
  rowText,
  type Span,
  shownRows,
  spanOf,
  type TimelineRow,
  timelineSentence,
} from './words';

const names = ['day', 'lane', 'text', 'from', 'to', 'order'] as const;
const none = { day: '', lane: '', text: '', from: '', to: '', order: '' };
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
  const shown = shownRows(rows ?? [], filters, order, span);
  const missing = data?.venueTimeline?.missing ?? [];
  return (
    <Page title={t.pages.timeline} sentence={timelineSentence(span, timeZone, order)}>
      <Filters filters={filters} day={filters.day || (span.day ?? '')} order={order} onChange={change} />
      {failure && <Problem failure={failure} />}
      {missing.length > 0 && <p className="soft">{missing.map(missingWords).join(' ')}</p>}
      {rows && shown.length === 0 && !isBeginMissing && (
        <Panel>
          <p className="soft">{lanes || filters.text ? t.timeline.nothingFits : t.timeline.nothingHere}</p>
        </Panel>
      )}
      {shown.length > 0 && <TimelineTable rows={shown} span={span} />}
      {rows && (
        <div className="line-mark wrap no-print">
          {hasMore && (
            <Button variant="default" loading={loading} onClick={showMore}>
              {t.lists.showMore}
            </Button>
          )}
          <SaveList
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
        </div>
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
  return (
    <ListFilters filters={{ ...filters }} onClear={() => onChange(none)}>
      <DayField
        label={t.timeline.day}
        size="xs"
        value={day}
        onChange={(chosen) => onChange({ day: chosen, from: '', to: '' })}
      />
      <ChoiceFilter
        label={t.timeline.lane}
        value={filters.lane}
        choices={{ CHANGES: t.timeline.changes, ...t.timeline.lanes }}
        onChange={(lane) => onChange({ lane })}
      />
      <TextInput
        label={t.timeline.words}
        size="xs"
        value={filters.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <NativeSelect
        label={t.timeline.order}
        size="xs"
        rightSection={<Chevron />}
        value={order}
        onChange={(event) => onChange({ order: event.currentTarget.value })}
        data={Object.entries(t.timeline.orders).map(([value, label]) => ({ value, label }))}
      />
      <Button
        variant="default"
        size="xs"
        onClick={() => onChange({ day: '', from: aDayBefore(Date.now()), to: '' })}
      >
        {t.timeline.lastDay}
      </Button>
    </ListFilters>
  );
}

function TimelineTable({ rows, span }: { readonly rows: readonly TimelineRow[]; readonly span: Span }) {
  const { timeZone } = useVenue();
  const { columns } = t.timeline;
  const began = beganWith(rows, span);
  return (
    <>
      {began && (
        <p>
          {t.timeline.beganAt(beginOf(began, span, timeZone))} {rowText(began, timeZone)}
        </p>
      )}
      <ListTable title={t.pages.timeline} columns={Object.values(columns)}>
        {rows.map((row) => (
          <Row key={row.id} row={row} span={span} isBegin={row === began} />
        ))}
      </ListTable>
    </>
  );
}

interface RowProps {
  readonly row: TimelineRow;
  readonly span: Span;
  readonly isBegin: boolean;
}

function Row({ row, span, isBegin }: RowProps) {
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
        {isBegin && <strong className="began">{t.timeline.beganHere}</strong>}
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
