/** Sessions, PIN hashes and the counters that slow guessing. Tokens are stored as SHA-256, PINs as argon2id. */

export interface Session {
  readonly id: string;
  readonly clerkId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly steppedUpUntil: Date | undefined;
}

export interface SessionStore {
  insert(session: Session & { readonly tokenHash: string }): Promise<void>;
  findByTokenHash(tokenHash: string): Promise<Session | undefined>;
  touch(id: string, lastSeenAt: Date): Promise<void>;
  delete(id: string): Promise<void>;
  deleteOfClerk(clerkId: string): Promise<void>;
  deleteExpired(now: Date, idleSince: Date): Promise<void>;
}

export interface PinRecord {
  readonly clerkId: string;
  /** PHC-like string: $argon2id$v=19$m=…,t=…,p=…$salt$hash (base64). */
  readonly hash: string;
  readonly changedAt: Date;
}

export interface Attempts {
  /** Failed evaluations in the running window. */
  readonly recent: number;
  readonly windowStartedAt: Date | undefined;
  /** Failed evaluations since the last success or unlock. */
  readonly total: number;
}

export interface PinStore {
  find(clerkId: string): Promise<PinRecord | undefined>;
  set(record: PinRecord): Promise<void>;
  count(): Promise<number>;
  attempts(clerkId: string): Promise<Attempts>;
  /** Of several clerks in one statement; a clerk who never failed may be missing. */
  attemptsOf(clerkIds: readonly string[]): Promise<ReadonlyMap<string, Attempts>>;
  setAttempts(clerkId: string, attempts: Attempts): Promise<void>;
}
