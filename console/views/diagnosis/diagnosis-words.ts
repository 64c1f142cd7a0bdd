/** A diagnosis in words: what is wrong, what would fix it, and what each thing that was checked says. */
import type { DiagnosisPanelFragment, SyncCause } from '../../generated/graphql';
import { t } from '../../messages';
import type { Mark, Tone } from '../../ui/state-mark';
import { needsOnboarding } from '../../venue-state/by-code';
import type { ShownState } from '../../venue-state/shown-state';

type Evidence = DiagnosisPanelFragment['evidence'][number];

interface CauseWords {
  readonly tone: Tone;
  readonly sentence: string;
  readonly view: string | undefined;
}

/** What one piece of evidence says; it speaks for the cause that was found, for another one, or for none. */
export function evidenceMark({ supports }: Evidence, { cause }: DiagnosisPanelFragment): Mark {
  if (supports.length === 0) return { tone: 'ok', word: t.diagnosis.noFault };
  if (supports.includes(cause)) return { tone: causeWords(cause).tone, word: t.diagnosis.theCause };
  return { tone: 'warn', word: t.diagnosis.look };
}

/** What speaks for a fault is first. */
export function inWeight(diagnosis: DiagnosisPanelFragment): readonly Evidence[] {
  const weight = ({ supports }: Evidence) =>
    supports.includes(diagnosis.cause) ? 0 : supports.length > 0 ? 1 : 2;
  return [...diagnosis.evidence].sort((a, b) => weight(a) - weight(b));
}

export function causeMark({ cause }: DiagnosisPanelFragment): Mark {
  if (cause === 'NONE') return { tone: 'ok', word: t.diagnosis.noCause };
  if (cause === 'UNKNOWN') return { tone: 'warn', word: t.ui.notKnown };
  return { tone: causeWords(cause).tone, word: t.diagnosis.found };
}

/** Whether sending everything again would help: hours without ordering, so it is said of every cause. */
export function resyncSentence({ cause, resyncJustified }: DiagnosisPanelFragment): string {
  if (resyncJustified) return t.diagnosis.resyncFixes;
  if (cause === 'UNKNOWN') return t.diagnosis.resyncUnknown;
  return cause === 'NONE' ? t.diagnosis.resyncNothing : t.diagnosis.resyncNot;
}

/** The same as a mark. */
export function resyncMark({ cause, resyncJustified }: DiagnosisPanelFragment): Mark {
  if (resyncJustified) return { tone: 'ok', word: t.resync.fixes };
  return { tone: 'warn', word: cause === 'UNKNOWN' ? t.ui.notKnown : t.resync.notNeeded };
}

/** The pages on which the remedy is carried out, the likely one first; none: it is not done here. */
export function remedyViews(
  { cause }: DiagnosisPanelFragment,
  { findings }: Pick<ShownState, 'findings'>,
): readonly string[] {
  const { view } = causeWords(cause);
  return [...(view === undefined ? [] : [view]), ...(needsOnboarding(findings) ? ['onboarding'] : [])];
}

/** How bad, as the status has it, and where something is done about it. */
const causes: Readonly<Record<SyncCause, readonly [tone: Tone, view?: string]>> = {
  NONE: ['ok'],
  LINK_DOWN: ['bad'],
  GATEWAY_STOPPED: ['bad', 'services'],
  CLOUD_SYNC_STOPPED: ['warn', 'services'],
  WEB_SERVER_DOWN: ['bad'],
  REGISTRATION_EXPIRED: ['bad'],
  LICENCE_MISSING: ['idle'],
  LOCATION_NOT_ACTIVATED: ['idle', 'venue'],
  DATABASE_OPERATION_RUNNING: ['warn'],
  BACKLOG: ['warn'],
  DATA_SYNC_FAILING: ['warn', 'resync'],
  VERSION_MISMATCH: ['warn'],
  UNKNOWN: ['warn'],
};

export function causeWords(cause: SyncCause): CauseWords {
  const [tone, view] = causes[cause];
  return { tone, sentence: t.diagnosis.causes[cause], view };
}
