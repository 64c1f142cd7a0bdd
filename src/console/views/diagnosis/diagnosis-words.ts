/** A diagnosis in words: what is wrong, what would mend it, and what each thing that was looked at says. */
import type { DiagnosisPanelFragment } from '../../generated/graphql';
import { t } from '../../messages';
import type { Tone } from '../../ui/state-mark';
import { causeWords } from '../../venue-state/diagnosis-findings';
import { needsOnboarding, type VenueState } from '../../venue-state/judge-venue';

type Evidence = DiagnosisPanelFragment['evidence'][number];

interface Mark {
  readonly tone: Tone;
  readonly word: string;
}

/** What one piece of evidence says; it speaks for the cause that was found, for another one, or for none. */
export function evidenceMark({ supports }: Evidence, { cause }: DiagnosisPanelFragment): Mark {
  if (supports.length === 0) return { tone: 'ok', word: t.diagnosis.noFault };
  if (supports.includes(cause)) return { tone: causeWords(cause).tone, word: t.diagnosis.theCause };
  return { tone: 'warn', word: t.diagnosis.look };
}

/** What speaks for a fault stands first. */
export function inWeight(diagnosis: DiagnosisPanelFragment): readonly Evidence[] {
  const weight = ({ supports }: Evidence) =>
    supports.includes(diagnosis.cause) ? 0 : supports.length > 0 ? 1 : 2;
  return [...diagnosis.evidence].sort((a, b) => weight(a) - weight(b));
}

export function causeMark({ cause }: DiagnosisPanelFragment): Mark {
  if (cause === 'NONE') return { tone: 'ok', word: t.diagnosis.noFault };
  if (cause === 'UNKNOWN') return { tone: 'warn', word: t.ui.notKnown };
  return { tone: causeWords(cause).tone, word: t.diagnosis.found };
}

/** Whether sending everything again would help: hours without ordering, so it is said of every cause. */
export function resyncSentence({ cause, resyncJustified }: DiagnosisPanelFragment): string {
  if (resyncJustified) return t.diagnosis.resyncMends;
  if (cause === 'UNKNOWN') return t.diagnosis.resyncUnknown;
  return cause === 'NONE' ? t.diagnosis.resyncNothing : t.diagnosis.resyncNot;
}

/** The pages on which the remedy is carried out, the likely one first; none: it is not done here. */
export function remedyViews(
  { cause }: DiagnosisPanelFragment,
  venue: Pick<VenueState, 'findings'>,
): readonly string[] {
  const { view } = causeWords(cause);
  const onboards = cause === 'CLOUD_SYNC_STOPPED' || cause === 'VERSION_MISMATCH' || needsOnboarding(venue);
  return [...(view === undefined ? [] : [view]), ...(onboards ? ['onboarding'] : [])];
}
