import { useVenue } from '../../data/contexts';
import { moment } from '../../format/format';
import { t } from '../../messages';
import { Facts } from '../../ui/facts';
import { head, ListTable } from '../../ui/list-table';
import { StateMark } from '../../ui/state-mark';
import { type AuditRow, actionWord, outcomeMark, targetWords, whoDid, whyWords } from './words';

/** A row opens to what support asks for. */
export function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }) {
  const { timeZone } = useVenue();
  const { columns } = t.audit;
  return (
    <ListTable
      title={t.pages.audit}
      className="audit-table"
      columns={[
        columns.what,
        head(columns.outcome, 'column-state'),
        head(columns.when, 'column-when'),
        head(columns.who, 'column-who'),
        columns.why,
      ]}
    >
      {rows.map((row) => (
        <tr key={row.sequence}>
          <th scope="row">
            <details>
              <summary>{actionWord(row.action)}</summary>
              <Whole row={row} />
            </details>
            <span className="serves">{targetWords(row)}</span>
          </th>
          <td>
            <StateMark {...outcomeMark(row.outcome)} />
          </td>
          <td data-label={columns.when}>{moment(row.at, timeZone)}</td>
          <td data-label={columns.who}>{whoDid(row)}</td>
          <td data-label={columns.why}>{whyWords(row) ?? '–'}</td>
        </tr>
      ))}
    </ListTable>
  );
}

function Whole({ row }: { readonly row: AuditRow }) {
  const names = t.audit.facts;
  const facts: readonly (readonly [string, string | null])[] = [
    [names.number, String(row.sequence)],
    [names.target, row.target],
    [names.client, row.client],
    [names.runAs, row.runAs],
    [names.before, row.before],
    [names.after, row.after],
    [names.plan, row.planFingerprint],
    [names.correlationId, row.correlationId],
    [names.hash, row.hash],
  ];
  return (
    <Facts
      className="whole-row"
      facts={facts.map(([name, value]) => [name, value && <code>{value}</code>])}
    />
  );
}
