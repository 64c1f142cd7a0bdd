import { moment } from '../../ui/format';
import { StateMark } from '../../ui/state-mark';
import { useVenue } from '../../venue-context';
import { type AuditRow, actionWord, outcomeMark, targetWords, whoDid } from './audit-words';

/** A row opens to what support asks for. */
export function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }) {
  const { timeZone } = useVenue();
  return (
    <section className="panel panel-table" aria-label="Audit">
      <table className="table list cards">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Outcome</th>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">Why</th>
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
                <span className="serves">{targetWords(row.target)}</span>
              </th>
              <td>
                <StateMark {...outcomeMark(row.outcome)} />
              </td>
              <td data-label="When">{moment(row.at, timeZone)}</td>
              <td data-label="Who">{whoDid(row)}</td>
              <td data-label="Why">{row.reason ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Whole({ row }: { readonly row: AuditRow }) {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Number', String(row.sequence)],
    ['With', row.client],
    ['Run as', row.runAs],
    ['Before', row.before],
    ['After', row.after],
    ['Plan', row.planFingerprint],
    ['Correlation ID', row.correlationId],
    ['Hash', row.hash],
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
