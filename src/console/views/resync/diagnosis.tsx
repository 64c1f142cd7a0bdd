import type { DiagnosisPanelFragment } from '../../generated/graphql';
import { Panel } from '../../ui/page';
import { StateMark } from '../../ui/state-mark';
import { ViewLink } from '../../ui/view-link';

/** Why data doesn't reach the cloud, and whether sending everything again would mend it. */
export function Diagnosis({ diagnosis }: { readonly diagnosis: DiagnosisPanelFragment }) {
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
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}
