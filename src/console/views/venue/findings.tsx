import { useVenue } from '../../data/contexts';
import { list, moment } from '../../format/format';
import type { StatusFindingLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { ViewLink } from '../../ui/links';
import { Panel } from '../../ui/page';
import { ServerText } from '../../ui/problem';
import { StateShape } from '../../ui/state-mark';
import { placeOf, severityTone } from '../../venue-state/by-code';

/** What the server finds of the venue, worst first, each with what to do and where. */
export function Findings({ findings }: { readonly findings: readonly StatusFindingLineFragment[] }) {
  const { timeZone, viewer } = useVenue();
  if (findings.length === 0) return null;
  return (
    <Panel title={t.venue.findings}>
      <ul className="lines">
        {findings.map((finding) => {
          const { code, severity, since, message, remedy, consumers, service, operationId } = finding;
          return (
            <li key={`${code} ${service} ${operationId} ${message}`} className="finding">
              <StateShape tone={severityTone[severity]} size={16} />
              <div>
                <p className="strong">
                  <ServerText>{message}</ServerText>
                </p>
                <p>
                  <ServerText>{remedy}</ServerText>{' '}
                  <ViewLink {...placeOf(finding, viewer?.permissions ?? [])} />
                </p>
                <p className="soft">
                  {t.venue.since(moment(since, timeZone))}{' '}
                  {consumers.length > 0 && t.venue.affects(list(consumers))}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
