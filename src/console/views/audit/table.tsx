import { useVenue } from '../../data/contexts';
import { moment } from '../../format/format';
import { t } from '../../messages';
import { StateMark } from '../../ui/state-mark';
import { type AuditRow, actionWord, outcomeMark, targetWords, whoDid, whyWords } from './words';

/** A row opens to what support asks for. */
export function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }) {
  const { timeZone } = useVenue();
  const { columns } = t.audit;
  return (
    <section className="panel panel-table" aria-label={t.pages.audit}>
      <table className="table list cards audit-table">
        <thead>
          <tr>
            <th scope="col">{columns.what}</th>
            <th scope="col" className="column-state">
              {columns.outcome}
            </th>
            <th scope="col" className="column-when">
              {columns.when}
            </th>
            <th scope="col" className="column-who">
              {columns.who}
            </th>
            <th scope="col">{columns.why}</th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
    </section>
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
    <dl className="facts whole-row">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
