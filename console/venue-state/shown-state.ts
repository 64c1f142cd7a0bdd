/** The server's judgement of the venue as the strip, every heading and the browser's tab show it. Nothing is judged here. */
import type { Failure } from '../data/failure';
import { clock, inVenueTime, moment } from '../format/format';
import type {
  StatusFindingLineFragment,
  VenueStatusLineFragment,
  VenueStatusState,
} from '../generated/graphql';
import { t } from '../messages';
import type { Tone } from '../ui/state-mark';

export interface ShownState {
  /** False: the server does not report it now; findings are those of its last answer. */
  readonly isCurrent: boolean;
  /** False: the sentence leaves out the message of the cause. */
  readonly namesCause: boolean;
  readonly tone: Tone;
  /** For the strip, e.g. "Online". */
  readonly word: string;
  readonly sentence: string;
  /** Since when it is so; undefined: the server does not report it now. */
  readonly since: string | undefined;
  /** The finding that the sentence is about. */
  readonly cause: StatusFindingLineFragment | undefined;
  /** Worst first. */
  readonly findings: readonly StatusFindingLineFragment[];
}

const tones: Readonly<Record<VenueStatusState, Tone>> = {
  OK: 'ok',
  ATTENTION: 'warn',
  DOWN: 'bad',
  UNKNOWN: 'warn',
};

export function shownState({
  status,
  failure,
  lostSince,
  timeZone,
}: {
  /** The last answer; undefined: none yet. */
  readonly status: VenueStatusLineFragment | undefined;
  /** Why there is no answer now. */
  readonly failure: Failure | undefined;
  /** Since when the server does not answer, in milliseconds. */
  readonly lostSince: number | undefined;
  readonly timeZone: string;
}): ShownState {
  const findings = status?.findings ?? [];
  const not = {
    isCurrent: false,
    namesCause: false,
    tone: 'warn',
    findings,
    since: undefined,
    cause: undefined,
  } as const;
  if (lostSince !== undefined)
    return { ...not, word: t.state.notConnected, sentence: t.state.lost(clock(lostSince, timeZone)) };
  if (failure) {
    const last = status && t.state.lastChecked(clock(status.checkedAt, timeZone));
    return { ...not, word: t.ui.notKnown, sentence: [failure.message, last].filter(Boolean).join(' ') };
  }
  if (!status) return { ...not, tone: 'busy', word: t.state.checking, sentence: t.state.checkingVenue };
  const { state, since, planned, plannedUntil, headline } = status;
  const until = plannedUntil && t.state.endsAbout(moment(plannedUntil, timeZone));
  return {
    isCurrent: true,
    namesCause: state !== 'ATTENTION' || findings[0]?.code !== 'NEVER_CONNECTED',
    tone: planned ? 'busy' : tones[state],
    word: planned ? t.state.planned : t.state.words[state],
    sentence: [inVenueTime(headline, timeZone), until].filter(Boolean).join(' '),
    since,
    cause: causeOf(status),
    findings,
  };
}

function causeOf({ state, cause, findings }: VenueStatusLineFragment): ShownState['cause'] {
  if (state === 'OK' || !cause) return undefined;
  return findings.find(
    ({ code, service, operationId }) =>
      code === cause.code && service === cause.service && operationId === cause.operationId,
  );
}
