/** API tokens as they are kept: of the secret only its hash. Their ends are times of the monotonic clock. */
import type { ApiToken } from '../types/api-token.js';

export interface StoredApiToken extends ApiToken {
  /** SHA-256 of the whole token, hex. */
  readonly hash: string;
  /** Of the token that made it; undefined: a person did. */
  readonly madeWith: string | undefined;
}

/** Whose tokens there are, by the name that they had then. */
export interface TokenMaker {
  readonly clerkId: string;
  readonly clerkName: string;
}

export interface ApiTokenStore {
  insert(token: StoredApiToken): Promise<void>;
  find(id: string): Promise<StoredApiToken | undefined>;
  /** Oldest first. */
  list(): Promise<readonly StoredApiToken[]>;
  /** Each clerk once for each name. */
  makers(): Promise<readonly TokenMaker[]>;
  countOf(clerkId: string): Promise<number>;
  /** Never backwards. */
  touch(id: string, lastUsedAt: Date): Promise<void>;
  /** A new hash, what it names and how long it lives, unless its hash is another by now; whether it was so. */
  renew(
    id: string,
    hash: string,
    renewed: Pick<StoredApiToken, 'hash' | 'permissions' | 'createdAt' | 'expiresAt'>,
  ): Promise<boolean>;
  /** Ends it and those that it made; how many. */
  end(id: string): Promise<number>;
  /** Ends all of this clerk's, but those that were made under the name `kept`; how many. */
  endOfClerk(clerkId: string, kept?: string): Promise<number>;
  /** Forgets those that had expired by then; of one clerk, where said. */
  dropExpired(by: Date, clerkId?: string): Promise<void>;
}
