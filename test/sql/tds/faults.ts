/** What goes wrong, where, and how often: a script that the server asks at each point. */
import type { SqlError } from './tokens.js';

export type FaultPoint =
  | 'connect'
  | 'prelogin'
  | 'login'
  | 'batch'
  | 'rpc'
  | 'begin'
  | 'commit'
  | 'rollback'
  | 'attention';

export type FaultAction =
  /** Says this instead of doing it. */
  | { readonly error: SqlError }
  /** The connection ends: abruptly (RST) or politely (FIN), before anything is done. */
  | 'reset'
  | 'end'
  /** Nothing is answered any more, not even a cancel. */
  | 'hang'
  /** Does it that much later. A cancel is heard meanwhile. */
  | { readonly delayMs: number }
  /** Bytes that are no TDS, then the end. */
  | 'garbage'
  /** A certificate of somebody else, or one that has expired. Only at prelogin. */
  | 'foreign certificate'
  | 'expired certificate'
  /** Says that it can't encrypt. Only at prelogin. */
  | 'no encryption'
  /** Does it, and answers nothing: applied, and nobody was told. */
  | 'apply then reset'
  | 'apply then end'
  | 'apply then hang'
  /** Answers whole, then the connection ends. */
  | 'answer then reset'
  | 'answer then end'
  /** Does it, and sends so much of the answer (0 to 1) before the connection ends. */
  | { readonly cutAt: number; readonly by: 'reset' | 'end' | 'hang' }
  /** Does it, and answers a few bytes at a time. */
  | { readonly bytesAtATime: number };

export interface Fault {
  /** A point, or whatever has a text that matches. */
  readonly at: FaultPoint | RegExp;
  /** From which time on. Default 1, the next. */
  readonly nth?: number;
  /** How often. Default 1. */
  readonly times?: number;
  readonly do: FaultAction;
}

export class FaultScript {
  #pending: { readonly fault: Fault; wait: number; left: number }[] = [];
  #met = 0;

  add(fault: Fault): void {
    this.#pending.push({ fault, wait: (fault.nth ?? 1) - 1, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#pending = [];
  }

  /** How many were carried out. */
  get met(): number {
    return this.#met;
  }

  take(point: FaultPoint, text = ''): FaultAction | undefined {
    for (const entry of this.#pending) {
      const { at } = entry.fault;
      if (typeof at === 'string' ? at !== point : !at.test(text)) continue;
      if (entry.wait > 0) {
        entry.wait -= 1;
        continue;
      }
      entry.left -= 1;
      if (entry.left === 0) this.#pending = this.#pending.filter((other) => other !== entry);
      this.#met += 1;
      return entry.fault.do;
    }
    return undefined;
  }
}
