import type { DiagnosisPanelFragment } from '../../generated/graphql';
import { inVenueTime } from '../../ui/format';
import { Panel } from '../../ui/page';
import { StateMark } from '../../ui/state-mark';
import { ViewLink } from '../../ui/view-link';
import { useVenue } from '../../venue-context';

/** Why data doesn't reach the cloud, and whether sending everything again would mend it. */
export function Diagnosis({ diagnosis }: { readonly diagnosis: DiagnosisPanelFragment }) {
  const { timeZone } = useVenue();
  const { resyncJustified, recommendation, evidence } = diagnosis;
  return (
    <Panel
      title="Diagnosis"
      aside={
        <StateMark
          tone={resyncJustified ? 'ok' : 'warn'}
          word={resyncJustified ? 'A resync mends it' : 'No resync needed'}
        />
      }
    >
      <div className="stack">
        <p>
          {recommendation} <ViewLink view="diagnosis" />
        </p>
        <dl className="facts evidence">
          {evidence.map(({ code, title, value }) => (
            <div key={code} className="fact">
              <dt>{title}</dt>
              <dd>{inVenueTime(value, timeZone)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}
