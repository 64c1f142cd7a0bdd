/** Are we online, and does everything work? One judgement of all that the server says: for the strip, the venue's page and the browser's tab alike. */
import type { VenueLinkFragment } from '../generated/graphql';
import { t } from '../messages';
import type { Tone } from '../ui/state-mark';
import { consumerFindings } from './consumer-findings';
import { diagnosisFindings } from './diagnosis-findings';
import type { Finding } from './finding';
import { decisionFindings, maintenanceFindings } from './hold-findings';
import { type LinkFinding, linkFinding, registrationFinding } from './link-findings';
import { serviceFindings } from './service-findings';
import type { VenueFacts } from './venue-facts';

export interface VenueState {
  readonly tone: Tone;
  /** For the strip, e.g. "Online". */
  readonly word: string;
  readonly sentence: string;
  /** Worst first; empty: everything that this clerk may see works. */
  readonly findings: readonly Finding[];
}

export function judgeVenue(facts: VenueFacts): VenueState {
  const { isConnected, venue } = facts;
  if (!isConnected) return unknown(t.state.controlPlaneSilent);
  if (!venue) return unknown(t.state.venueUnknown);
  const link = linkFinding(venue);
  const findings = findingsOf(facts, venue, link).map((finding) => withinReach(finding, facts));
  const [first, ...others] = findings;
  if (!first)
    return { tone: 'ok', word: t.state.online, sentence: `${t.state.online}. ${allWell(facts)}`, findings };
  const [tone = first.tone] = findings.map((finding) => finding.tone).sort(worstFirst);
  const isOnline = link?.isOffline !== true;
  return {
    tone,
    word: isOnline && tone !== 'busy' ? t.state.onlineButLook : (link?.word ?? t.state.online),
    sentence: [
      isOnline && `${t.state.online}.`,
      first.sentence,
      others.length > 0 && t.state.more(others.length),
    ]
      .filter(Boolean)
      .join(' '),
    findings,
  };
}

/** True: the link to the cloud has to be made, or completed, by an onboarding. */
export function needsOnboarding({ findings }: Pick<VenueState, 'findings'>): boolean {
  return findings.some(({ view }) => view === 'onboarding');
}

/** Nobody is sent to a page that they may not open. */
function withinReach(finding: Finding, { services, diagnosis }: VenueFacts): Finding {
  return {
    ...finding,
    view: finding.view === 'services' && services === 'hidden' ? undefined : finding.view,
    isDiagnosed: diagnosis !== 'hidden' && finding.isDiagnosed === true,
  };
}

/** A link that is away explains most of the rest, so it stands first; else the worst does. Each thing is said once. */
function findingsOf(
  facts: VenueFacts,
  venue: VenueLinkFragment,
  link: LinkFinding | undefined,
): readonly Finding[] {
  const services = serviceFindings(facts.services);
  const seen = [
    ...registrationFinding(venue),
    ...services,
    ...maintenanceFindings(facts.maintenance),
    ...decisionFindings(facts.running),
    ...(link?.isOffline ? [] : consumerFindings(venue, services, facts.running)),
  ];
  const said = new Set([link?.subject, ...seen.map(({ subject }) => subject)]);
  // Where there is no link to diagnose, its missing is all that a diagnosis can say.
  const causes = link?.view === 'onboarding' ? [] : diagnosisFindings(facts, venue);
  const rest = [...seen, ...causes.filter(({ subject }) => !said.has(subject))];
  const sorted = [...rest, ...(link && !link.isOffline ? [link] : [])].sort((a, b) =>
    worstFirst(a.tone, b.tone),
  );
  return link?.isOffline ? [link, ...sorted] : sorted;
}

const weights: Readonly<Record<Tone, number>> = { bad: 0, warn: 1, busy: 2, idle: 3, ok: 4 };

function worstFirst(a: Tone, b: Tone): number {
  return weights[a] - weights[b];
}

/** Nothing is said to work that nobody has looked at. */
function allWell({ services, diagnosis }: VenueFacts): string {
  return services === 'hidden' || diagnosis === 'hidden' ? t.state.cloudWorks : t.state.everythingWorks;
}

function unknown(sentence: string): VenueState {
  return { tone: 'warn', word: t.ui.notKnown, sentence, findings: [] };
}
