/** Data that graphql-ws stores with each socket. */
import type { Peer } from '../../domain/types/peer.js';

export interface SocketExtra {
  readonly close: (code: number, reason: string) => void;
  /** Counts the socket as one of this signed-in clerk; false if a limit is reached. */
  readonly assignTo: (clerkId: string) => boolean;
  readonly peer: Peer;
  /** Of the upgrade request. */
  readonly userAgent: string | undefined;
  /** What the caller says it is, from the same payload. */
  client?: string | undefined;
  /** From the payload of connection_init; undefined until then. */
  token?: string;
  /** Whose token it is. */
  clerkId?: string;
  /** Ends the repeated check that the token is still valid. */
  stopWatching?: () => void;
  /** Correlation IDs of what runs, by the payload of its message: an id may be used again while the operation that had it is still ending. */
  readonly running: Map<object, string>;
}
