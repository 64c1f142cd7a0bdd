import { clock } from '../../format/format';
import type { DiagnosisPanelFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { ServerText } from '../../ui/server-text';
import { StateMark } from '../../ui/state-mark';
import { useVenue } from '../../venue-context';
import { evidenceMark, inWeight } from './diagnosis-words';

/** Everything that was checked, also what speaks against a fault: support reads it as a whole. */
export function EvidenceTable({ diagnosis }: { readonly diagnosis: DiagnosisPanelFragment }) {
  const { timeZone } = useVenue();
  const words = t.diagnosis;
  return (
    <section className="panel panel-table" aria-label={words.evidence}>
      <table className="table list cards">
        <caption className="hidden">{words.checkedAt}</caption>
        <thead>
          <tr>
            <th scope="col">{words.checkedAt}</th>
            <th scope="col">{words.says}</th>
            <th scope="col">{words.whatWasFound}</th>
            <th scope="col">{words.when}</th>
          </tr>
        </thead>
        <tbody>
          {inWeight(diagnosis).map((evidence) => (
            <tr key={evidence.code}>
              <th scope="row">{evidence.title}</th>
              <td>
                <StateMark {...evidenceMark(evidence, diagnosis)} />
              </td>
              <td data-label={words.whatWasFound}>
                <ServerText>{evidence.value}</ServerText>
              </td>
              <td data-label={words.when} className="soft">
                <time dateTime={evidence.observedAt}>{clock(evidence.observedAt, timeZone, true)}</time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
