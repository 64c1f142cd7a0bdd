import type { DiagnosisPanelFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { ViewLink } from '../../ui/links';
import { Panel } from '../../ui/page';
import { ServerText } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { resyncMark } from '../diagnosis/diagnosis-words';

/** Why data doesn't reach the cloud, and whether sending everything again would fix it. */
export function Diagnosis({ diagnosis }: { readonly diagnosis: DiagnosisPanelFragment }) {
  const { recommendation, evidence } = diagnosis;
  return (
    <Panel title={t.resync.diagnosis} aside={<StateMark {...resyncMark(diagnosis)} />}>
      <div className="stack">
        <p>
          <ServerText>{recommendation}</ServerText> <ViewLink view="diagnosis" />
        </p>
        <dl className="facts evidence">
          {evidence.map(({ code, title, value }) => (
            <div key={code} className="fact">
              <dt>{title}</dt>
              <dd>
                <ServerText>{value}</ServerText>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}
