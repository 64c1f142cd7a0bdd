/** Sessions, PIN hashes and the counters that slow guessing. Tokens are stored as SHA-256, PINs as argon2id. */

export interface Session {
  readonly id: string;
  readonly clerkId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly steppedUpUntil: Date | undefined;
  /** What the clerk was when last checked, as canonical JSON (`session-ends.ts`); undefined: not checked yet. */
  readonly standing: string | undefined;
}

export interface FoundSession extends Session {
  /** The clerk's PIN is temporary: the session may change it, and nothing else. */
  readonly mustChangePin: boolean;
}

export interface SessionStore {
  insert(session: Session & { readonly tokenHash: string }): Promise<void>;
  findByTokenHash(tokenHash: string): Promise<FoundSession | undefined>;
  /** Neither expired nor idle since. */
  findLiving(now: Date, idleSince: Date): Promise<readonly Session[]>;
  touch(id: string, lastSeenAt: Date): Promise<void>;
  setStanding(id: string, standing: string): Promise<void>;
  delete(id: string): Promise<void>;
  /** All of them, but the one with the ID `kept`. */
  deleteOfClerk(clerkId: string, kept?: string): Promise<void>;
  deleteExpired(now: Date, idleSince: Date): Promise<void>;
}

export interface PinRecord {
  readonly clerkId: string;
  /** PHC-like string: $argon2id$v=19$m=…,t=…,p=…$salt$hash (base64). */
  readonly hash: string;
  readonly changedAt: Date;
  /** Undefined: set by a version that didn't keep it. */
  readonly digits?: number | undefined;
  /** Of the clerk's name when it was set, under the key for PINs; undefined as well. */
  readonly owner?: string | undefined;
  /** An administrator chose it: its clerk must change it. */
  readonly isTemporary?: boolean | undefined;
}

/** Of a clerk's sign-ins, of their step-ups, and of IDs that share a number, whether anyone has them or not. */
export type Counter = 'SIGN_IN' | 'STEP_UP' | 'UNKNOWN_ID';

export interface Attempts {
  /** When PINs were wrong: the last five, oldest first, by the monotonic clock. */
  readonly failedAt: readonly Date[];
  /** Wrong PINs since the last success, unlock or quiet day. */
  readonly total: number;
  readonly unlockedAt: Date | undefined;
}

export interface AttemptsOfClerk extends Pick<PinRecord, 'clerkId' | 'digits'> {
  readonly attempts: Attempts;
}

export interface PinStore {
  find(clerkId: string): Promise<PinRecord | undefined>;
  set(record: PinRecord): Promise<void>;
  count(): Promise<number>;
  list(): Promise<readonly PinRecord[]>;
  /** Unless it was replaced meanwhile. */
  end(record: PinRecord): Promise<void>;
  /** Clerks whose PIN has fewer digits, or was set by a version that didn't keep how many. */
  short(digits: number): Promise<readonly string[]>;
  attempts(counter: Counter, id: string): Promise<Attempts>;
  /** Of several clerks' sign-ins in one statement, an entry for each account that failed. */
  attemptsOf(clerkIds: readonly string[]): Promise<readonly AttemptsOfClerk[]>;
  /** Whichever account failed: as if none had. */
  forgive(counter: Counter, id: string, unlockedAt: Date): Promise<void>;
  setAttempts(counter: Counter, id: string, attempts: Attempts): Promise<void>;
}
