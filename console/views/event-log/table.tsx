import { useVenue } from '../../data/contexts';
import { moment } from '../../format/format';
import { t } from '../../messages';
import { ListTable } from '../../ui/list-table';
import { StateMark } from '../../ui/state-mark';
import { type EventRow, levelMark } from './words';

export function EventTable({ rows }: { readonly rows: readonly EventRow[] }) {
  const { timeZone } = useVenue();
  const { columns } = t.events;
  return (
    <ListTable title={t.pages['event-log']} columns={Object.values(columns)} className="log">
      {keyed(rows).map(([key, { at, level, source, eventId, message }]) => (
        <tr key={key} className={`log-${level.toLowerCase()}`}>
          <th scope="row">
            <time dateTime={at}>{moment(at, timeZone, Date.now(), true)}</time>
          </th>
          <td>
            <StateMark {...levelMark(level)} plain />
          </td>
          <td data-label={columns.source}>
            {source}
            {eventId !== null && <span className="serves">{t.events.event(eventId)}</span>}
          </td>
          <td className="message">{message}</td>
        </tr>
      ))}
    </ListTable>
  );
}

/** Lines have no ID of their own, and two may say the same in the same moment: those are counted, the oldest first. */
function keyed(rows: readonly EventRow[]): readonly (readonly [string, EventRow])[] {
  const seen = new Map<string, number>();
  return rows
    .toReversed()
    .map((row) => {
      const text = `${row.at} ${row.source} ${row.message}`;
      const times = (seen.get(text) ?? 0) + 1;
      seen.set(text, times);
      return [`${times} ${text}`, row] as const;
    })
    .reverse();
}
