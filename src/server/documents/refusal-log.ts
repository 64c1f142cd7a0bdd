/** A line of the log for each refusal, so that a correlation ID that a caller reports leads to its cause. */

import { PUBLISHED, type RefusedCall } from '../../domain/types/traces.js';
import type { ErrorCode } from '../../errors/errors.js';
import type { Log } from '../log.js';

export interface RefusedRequest {
  readonly code: ErrorCode;
  readonly correlationId: string;
  /** Of the schema, never a name that the caller chose. Undefined: nothing was executed. */
  readonly field?: string | undefined;
  /** Undefined: no clerk is signed in. */
  readonly clerkId?: string | undefined;
  /** The cause, where the caller does not get it. */
  readonly err?: unknown;
}

const MINUTE_MS = 60_000;
/** Of one clerk, and of all callers who are not signed in: a flood must not push everything else out of the log. */
export const REFUSALS_LOGGED = 10;

export class RefusalLog {
  readonly #log: Log;
  readonly #nowMs: () => number;
  #minute = 0;
  /** By clerk and level, within the minute. */
  readonly #counts = new Map<string, number>();

  /** `nowMs`: monotonic. */
  constructor(log: Log, nowMs: () => number = () => performance.now()) {
    this.#log = log;
    this.#nowMs = nowMs;
  }

  note(refused: RefusedRequest): void {
    PUBLISHED.refused.publish({ code: refused.code } satisfies RefusedCall);
    const minute = Math.floor(this.#nowMs() / MINUTE_MS);
    if (minute !== this.#minute) this.#counts.clear();
    this.#minute = minute;
    const level = refused.err === undefined ? 'info' : 'warn';
    const key = `${level} ${refused.clerkId ?? ''}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count > REFUSALS_LOGGED) return;
    const more = count === REFUSALS_LOGGED ? '; more of the same caller in this minute are not logged' : '';
    this.#log[level]({ ...refused }, `Request refused${more}`);
  }
}
