/** Copies of the head of the audit outside the state database: they reveal a cut-off end and a database that was rolled back. */
import type { AuditHead } from './audit-log.js';

export interface Anchor extends AuditHead {
  readonly at: Date;
}

/** One line of the external anchor. */
export type AnchorLine =
  /** Of this state, and signed with its key. */
  | { readonly kind: 'anchor'; readonly anchor: Anchor }
  /** Of another state. */
  | { readonly kind: 'other' }
  /** Of this state, as it says, and not signed with its key. */
  | { readonly kind: 'forged'; readonly line: number }
  /** Not whole: a line that a power cut tore. */
  | { readonly kind: 'torn' };

export interface AnchorTrouble {
  readonly since: Date;
  /** For everyone: no path, no host. */
  readonly why: string;
}

/** What the data folder itself knows. */
export interface BesideAnchor extends AuditHead {
  /** Signed with the audit key. If not, an older version or another program has written it. */
  readonly isSigned: boolean;
}

/** What was wrong with that when the state was opened. */
export type LostAnchor = 'missing' | 'unsigned';

export interface AuditAnchors {
  /** An external anchor is configured. */
  readonly isConfigured: boolean;
  /** Oldest first, a line at a time. Throws where the external anchor can't be read. */
  lines(): AsyncIterable<AnchorLine>;
  /** As it is now; undefined: it is missing. */
  beside(): BesideAnchor | undefined;
  /** Since when the external anchor can't be written; undefined while it can. */
  trouble(): AnchorTrouble | undefined;
}
