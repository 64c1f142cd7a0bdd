import type { DiagnosisPanelFragment } from '../../generated/graphql';
import { clock, inVenueTime } from '../../ui/format';
import { StateMark } from '../../ui/state-mark';
import { useVenue } from '../../venue-context';
import { evidenceMark, inWeight } from './diagnosis-words';

/** Everything that was looked at, also what speaks against a fault: support reads it as a whole. */
export function EvidenceTable({ diagnosis }: { readonly diagnosis: DiagnosisPanelFragment }) {
  const { timeZone } = useVenue();
  return (
    <section className="panel panel-table" aria-label="Evidence">
      <table className="table list cards">
        <caption className="hidden">What was looked at</caption>
        <thead>
          <tr>
            <th scope="col">What was looked at</th>
            <th scope="col">It says</th>
            <th scope="col">What was found</th>
            <th scope="col">Looked at</th>
          </tr>
        </thead>
        <tbody>
          {inWeight(diagnosis).map((evidence) => (
            <tr key={evidence.code}>
              <th scope="row">{evidence.title}</th>
              <td>
                <StateMark {...evidenceMark(evidence, diagnosis)} />
              </td>
              <td data-label="What was found">{inVenueTime(evidence.value, timeZone)}</td>
              <td data-label="Looked at" className="soft">
                <time dateTime={evidence.observedAt}>{clock(evidence.observedAt, timeZone, true)}</time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
