/** What goes wrong, where, and how often: the server takes the next fault of this script at each point. */
import type { SqlError } from './tokens.js';

/** `batch`: also the reset of a connection that is lent again. */
export type FaultPoint = 'connect' | 'prelogin' | 'login' | 'batch' | 'rpc';

export type FaultAction =
  /** Before the work: the connection ends by RST or by FIN, or nothing is answered any more, not even a cancel. */
  | 'reset'
  | 'end'
  | 'hang'
  /** Bytes that are no TDS, then the end. */
  | 'garbage'
  /** Only at prelogin: a certificate of another name, an expired one, a server that can't encrypt. */
  | 'foreign certificate'
  | 'expired certificate'
  | 'no encryption'
  /** Instead of the work. */
  | { readonly error: SqlError }
  /** A login refused with several messages, as of a database that can't be opened. */
  | { readonly errors: readonly SqlError[] }
  /** The work is that much later. A cancel is heard meanwhile. */
  | { readonly delayMs: number }
  /** The work is done, and so much of the answer (0 to 1) sent, before the connection ends or falls silent. */
  | { readonly sends: number; readonly by: 'reset' | 'end' | 'hang' };

export interface Fault {
  /** A point, or each statement that matches. */
  readonly at: FaultPoint | RegExp;
  /** How often. Default 1. */
  readonly times?: number;
  readonly do: FaultAction;
}

export class FaultScript {
  #pending: { readonly fault: Fault; left: number }[] = [];
  /** How many were carried out. */
  met = 0;

  add(fault: Fault): void {
    this.#pending.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#pending = [];
    this.met = 0;
  }

  take(point: FaultPoint, sql = ''): FaultAction | undefined {
    const entry = this.#pending.find(({ fault: { at } }) =>
      typeof at === 'string' ? at === point : at.test(sql),
    );
    if (entry === undefined) return undefined;
    entry.left -= 1;
    if (entry.left === 0) this.#pending = this.#pending.filter((other) => other !== entry);
    this.met += 1;
    return entry.fault.do;
  }
}
