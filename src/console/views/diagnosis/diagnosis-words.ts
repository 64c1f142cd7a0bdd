/** A diagnosis in words: what is wrong, what would mend it, and what each thing that was looked at says. */
import type { DiagnosisPanelFragment } from '../../generated/graphql';
import type { Tone } from '../../ui/state-mark';
import { causeWords } from '../../venue-state/diagnosis-findings';

type Evidence = DiagnosisPanelFragment['evidence'][number];

interface Mark {
  readonly tone: Tone;
  readonly word: string;
}

/** What one piece of evidence says; it speaks for the cause that was found, for another one, or for none. */
export function evidenceMark({ supports }: Evidence, { cause }: DiagnosisPanelFragment): Mark {
  if (supports.length === 0) return { tone: 'ok', word: 'No fault' };
  if (supports.includes(cause)) return { tone: causeWords(cause).tone, word: 'The cause' };
  return { tone: 'warn', word: 'Look' };
}

/** What speaks for a fault stands first. */
export function inWeight(diagnosis: DiagnosisPanelFragment): readonly Evidence[] {
  const weight = ({ supports }: Evidence) =>
    supports.includes(diagnosis.cause) ? 0 : supports.length > 0 ? 1 : 2;
  return [...diagnosis.evidence].sort((a, b) => weight(a) - weight(b));
}

export function causeMark({ cause }: DiagnosisPanelFragment): Mark {
  if (cause === 'NONE') return { tone: 'ok', word: 'No fault' };
  if (cause === 'UNKNOWN') return { tone: 'warn', word: 'Not known' };
  return { tone: causeWords(cause).tone, word: 'Found' };
}

/** Whether sending everything again would help: hours without ordering, so it is said of every cause. */
export function resyncSentence({ cause, resyncJustified }: DiagnosisPanelFragment): string {
  if (resyncJustified)
    return 'A resync mends this. It takes ordering down, so it runs between trading hours.';
  if (cause === 'UNKNOWN') return 'Nothing says that a resync would help, and it would take ordering down.';
  return cause === 'NONE'
    ? 'There is nothing for a resync to mend; it would only take ordering down.'
    : 'A resync would not mend this; it would only take ordering down.';
}

/** The pages on which the remedy is carried out, the likely one first; none: it is not done here. */
export function remedyViews({ cause, recommendation }: DiagnosisPanelFragment): readonly string[] {
  const { view } = causeWords(cause);
  const onboarding = /\bonboarding\b/.test(recommendation) && view !== 'onboarding';
  return [...(view === undefined ? [] : [view]), ...(onboarding ? ['onboarding'] : [])];
}
