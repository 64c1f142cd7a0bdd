import { useVenue } from '../../data/contexts';
import { moment } from '../../format/format';
import { t } from '../../messages';
import { ViewLink } from '../../ui/links';
import { Panel } from '../../ui/page';
import { ServerText } from '../../ui/problem';
import { StateShape } from '../../ui/state-mark';
import { severityTone } from '../../venue-state/by-code';
import { isAcknowledged, type ShownFinding } from '../../venue-state/shown-findings';
import { Acknowledge } from './acknowledge';

/** What the server finds beside the cause of the status, each with what to do and where. */
export function Findings({ findings }: { readonly findings: readonly ShownFinding[] }) {
  const { timeZone } = useVenue();
  if (findings.length === 0) return null;
  return (
    <Panel title={t.venue.findings}>
      <ul className="lines">
        {findings.map((finding) => (
          <li key={finding.key} className={`finding${finding.isAlert ? ' finding-alert' : ''}`}>
            <StateShape tone={isAcknowledged(finding) ? 'idle' : severityTone[finding.severity]} size={16} />
            <div>
              <ServerText line="strong">{finding.message}</ServerText>
              <p>
                <ServerText>{finding.remedy}</ServerText> <ViewLink {...finding.place} />
              </p>
              <p className="soft">{t.venue.since(moment(finding.since, timeZone))}</p>
            </div>
            <Acknowledge finding={finding} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
