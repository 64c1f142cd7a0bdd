/** The few things the domain asks of the machine, so that tests can hand it their own. */
import type { Alert } from '../types/alerts.js';
import type { Peer } from '../types/peer.js';

export interface Clock {
  /** What the machine says; people and the machine's owner may move it. */
  now(): Date;
  /**
   * Milliseconds that this process has been at work, from any beginning. Moves of the wall clock and pauses of the process (a machine
   * that slept, a process that was stopped) are left out, so that neither ends work that is well.
   */
  workMs(): number;
  /** Milliseconds since any beginning, pauses of the process included; moves of the wall clock are left out. */
  upMs(): number;
  /** Resolves after `ms`, or at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Ends a timer; without a reason of its own each abort would make an error with its stack. */
const DONE = 'done';

/** What `work` resolves to; undefined where it takes longer than `ms`, which does not end it. */
export async function inTime<Result>(
  clock: Pick<Clock, 'sleep'>,
  ms: number,
  work: Promise<Result>,
): Promise<Result | undefined> {
  const done = new AbortController();
  const late = clock.sleep(ms, done.signal).then(() => undefined);
  return Promise.race([work, late]).finally(() => done.abort(DONE));
}

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** To anyone who maintains the machine, who reads no log of ours. Never throws; what is too often is not said again. */
export interface EventLogAlerts {
  /** `text`: for a person, without names, reasons and values that someone typed. */
  raise(alert: Alert, text: string): void;
}

/** A new ID, a UUID, that no one can guess. */
export type NewId = () => string;

/** Keyed hashing with keys that live outside the databases. */
export interface Keys {
  /** HMAC-SHA-256, hex, under a key for this purpose. */
  hmac(purpose: 'code' | 'pin' | 'audit', value: string): string;
}

/** Whose PIN goes first: of someone who is signed in, of a clerk no one guesses at, of one who is guessed at, of an ID that no one has. */
export const URGENCIES = ['PRESENT', 'CALM', 'TRIED', 'UNKNOWN_ID'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Slow hashing of PINs; at most two at a time, and a bounded line for each urgency. */
export interface PinHasher {
  hash(pin: string): Promise<string>;
  /** Rejects with BUSY when its line is full. */
  verify(pin: string, hash: string, urgency: Urgency): Promise<boolean>;
  /** Whether the line of this urgency is full now. */
  isFull(urgency: Urgency): boolean;
}

export interface PeerUsers {
  /** It takes a script: asked only for a while after a wrong PIN. */
  readonly isSlow?: boolean;
  /** The user of this machine who is there; undefined where the system doesn't tell. */
  userOf(peer: Peer): Promise<string | undefined>;
}
