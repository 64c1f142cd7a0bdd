import type { OperationState } from '../../generated/graphql';

/** What sets one job of several pages apart from another: its words, and where one goes from its end. */
export interface JobWords {
  readonly name: string;
  readonly trail: readonly string[];
  readonly titles: Readonly<Record<OperationState, string>>;
  /** In the place of the server's summary, where there is more to say. */
  readonly sentences: Partial<Readonly<Record<OperationState, string>>>;
  /** Views to continue to; the last is the likely one. */
  readonly next: Partial<Readonly<Record<OperationState, readonly JobLink[]>>>;
  /** In their place, by the actionCode of its failure. */
  readonly actions?: Readonly<Record<string, readonly JobLink[]>>;
}

export interface JobLink {
  readonly view: string;
  readonly word: string;
}

/** Where one goes from the end of a job: by the code of what is to be done, or else by its state. */
export function nextOf({ next, actions }: JobWords, { state, failure }: Ended): readonly JobLink[] {
  return actions?.[failure?.actionCode ?? ''] ?? next[state] ?? [];
}

interface Ended {
  readonly state: OperationState;
  readonly failure: { readonly actionCode: string | null } | null;
}
