import type { Tone } from '../ui/state-mark';

/** One thing that doesn't work, or that nobody knows, and what to do about it. */
export interface Finding {
  /** What it is about; two findings about the same say it twice. */
  readonly subject: string;
  readonly tone: Tone;
  readonly sentence: string;
  readonly next: string | undefined;
  /** The page on which that is done. */
  readonly view: string | undefined;
  /** Of which operation, where that page is one's own. */
  readonly id?: string;
  /** The diagnosis shows what it rests on. Default: it doesn't look at that. */
  readonly isDiagnosed?: boolean;
  /** What rests on it is off for the same reason. Default: it is not. */
  readonly explains?: boolean;
}
