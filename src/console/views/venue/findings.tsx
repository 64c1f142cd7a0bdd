import { t } from '../../messages';
import { Panel } from '../../ui/page';
import { ServerText } from '../../ui/server-text';
import { StateShape } from '../../ui/state-mark';
import { ViewLink } from '../../ui/view-link';
import type { Finding } from '../../venue-state/finding';
import type { VenueState } from '../../venue-state/judge-venue';

/** How the venue is, and what to do about the worst of it. */
export function Headline({ state: { sentence, findings } }: { readonly state: VenueState }) {
  const [worst] = findings;
  return (
    <>
      {sentence} {worst && <NextStep finding={worst} />}
    </>
  );
}

/** What else doesn't work or isn't known, worst first, each with its next step. */
export function OtherFindings({ findings }: { readonly findings: readonly Finding[] }) {
  const others = findings.slice(1);
  if (others.length === 0) return null;
  return (
    <Panel title={t.venue.elseNeedsLook}>
      <ul className="lines">
        {others.map((finding) => (
          <li key={finding.subject} className="finding">
            <StateShape tone={finding.tone} size={16} />
            <div>
              <p className="strong">{finding.sentence}</p>
              <p className="soft">
                <NextStep finding={finding} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function NextStep({ finding: { next, view, id, isDiagnosed } }: { readonly finding: Finding }) {
  return (
    <>
      <ServerText>{next}</ServerText> <ViewLink view={view} id={id} />{' '}
      {isDiagnosed && <ViewLink view="diagnosis" />}
    </>
  );
}
