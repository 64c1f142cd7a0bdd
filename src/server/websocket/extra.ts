/** What graphql-ws keeps for us beside each socket. */
import type { Peer } from '../../domain/types/peer.js';

export interface SocketExtra {
  readonly close: (code: number, reason: string) => void;
  /** Takes a place among the sockets of signed-in clerks; false when there is none for this one. */
  readonly seat: (clerkId: string) => boolean;
  readonly peer: Peer;
  /** Of the upgrade request. */
  readonly userAgent: string | undefined;
  /** What the caller says it is, from the same payload. */
  client?: string | undefined;
  /** From the payload of connection_init; undefined until then. */
  token?: string;
  /** Whose token it is. */
  clerkId?: string;
  /** Ends the repeated question whether the token still holds. */
  stopWatching?: () => void;
  /** Correlation IDs of what runs, by the payload of its message: an id may be used again while the operation that had it is still ending. */
  readonly running: Map<object, string>;
}
