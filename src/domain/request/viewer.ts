/** Who is asking, with everything that both gates need, loaded once a request, so that a guard can answer at once. */

import type { ClerkRow, SecurityGroupRow } from '../ports/clerk-reader.js';
import type { ApiToken } from '../types/api-token.js';
import type { Permission } from '../types/permissions.js';

export interface Viewer {
  readonly clerk: ClerkRow;
  readonly sessionId: string;
  /** Signed in with a temporary PIN: the guards let only `changePin` and `signOut` pass. */
  readonly mustChangePin?: boolean;
  /** Set when an API token acts for the clerk who created it: then `permissions` has only those that the token names. */
  readonly token?: ApiToken;
  readonly securityGroup: SecurityGroupRow | undefined;
  /** Ticked and not expired. */
  readonly permissions: ReadonlySet<Permission>;
  /** When a permission expires, of those that do. */
  readonly endings?: ReadonlyMap<Permission, Date>;
  /** Location Groups that the clerk's Clerk Group sees; `every` when it sees all of the venue's. */
  readonly scope: { readonly every: boolean; readonly locationGroupIds: ReadonlySet<string> };
  /** Set while the venue's database is away: then everything here is its last known data. */
  readonly knownSince?: Date;
  /** Fresh proof of presence lasts until then, by the monotonic clock. */
  readonly steppedUpUntil: Date | undefined;
}

/** One call by one viewer; the correlation ID joins answer, log and audit. */
export interface Caller {
  readonly viewer: Viewer;
  readonly correlationId: string;
  /** What was used, as it says of itself; for the audit. */
  readonly client?: string | undefined;
  /** Checks only whether it would be refused: see WouldBeDone. Default: false. */
  readonly whatIf?: boolean;
}
