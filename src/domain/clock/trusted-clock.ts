/**
 * The one clock that the domain counts by. It follows the machine's clock, and beside one that was moved by
 * more than a minute it counts on by the monotonic clock, until both agree again: the machine's clock is set
 * right, a witness agrees with it, or a clerk confirms it.
 */

import { type Clock, inTime } from '../ports/machine.js';

/** Clocks that differ by no more agree. */
export const AGREE_MS = 60_000;
/** A witness that takes longer is not heard: what it says is old. */
const WITNESS_MS = 20_000;

/** The time by another machine's clock, read now. Undefined: it has none to say. */
export type Witness = () => Promise<Date | undefined>;

/** What outlives a restart. */
export interface ReachedTime {
  readonly reachedMs: number;
  /** How far the machine's clock was ahead of this one, while they disagreed; else 0. */
  readonly aheadMs: number;
}

export class TrustedClock implements Clock {
  readonly #machine: Clock;
  readonly #witnesses: readonly Witness[];
  #lastMs: number;
  #upMs: number;
  #isConfirmed = false;
  #hearing: Promise<unknown> | undefined;

  constructor(machine: Clock, witnesses: readonly Witness[] = []) {
    this.#machine = machine;
    this.#witnesses = witnesses;
    this.#lastMs = machine.now().getTime();
    this.#upMs = machine.upMs();
  }

  now(): Date {
    const upMs = this.#machine.upMs();
    const counted = this.#lastMs + (upMs - this.#upMs);
    const machine = this.#machine.now().getTime();
    this.#lastMs = agree(machine, counted) ? machine : counted;
    this.#upMs = upMs;
    return new Date(this.#lastMs);
  }

  workMs(): number {
    return this.#machine.workMs();
  }

  upMs(): number {
    return this.#machine.upMs();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#machine.sleep(ms, signal);
  }

  /** How far the machine's clock is ahead, in milliseconds, negative if it is behind; 0 while both agree. */
  aheadMs(): number {
    const now = this.now().getTime();
    const machine = this.#machine.now().getTime();
    return agree(machine, now) ? 0 : machine - now;
  }

  /** A witness or a clerk has confirmed it since the start. */
  isConfirmed(): boolean {
    return this.#isConfirmed;
  }

  /** The machine's clock agrees, too: what is deleted by its age requires it. */
  isSure(): boolean {
    return this.#isConfirmed && this.aheadMs() === 0;
  }

  /** Hears the witnesses unless this time is sure. Never rejects. */
  async verify(): Promise<void> {
    if (this.isSure()) return;
    this.#hearing ??= Promise.all(this.#witnesses.map((witness) => this.#hear(witness))).finally(() => {
      this.#hearing = undefined;
    });
    await this.#hearing;
  }

  /**
   * Whether someone confirms it, also after a wait. Where the machine's clock differs, as after a pause of a
   * virtual machine, the witnesses decide. One that contradicts both clocks is heard again.
   */
  async confirmed(): Promise<boolean> {
    for (let times = 0; times < 2 && !this.isSure(); times += 1) await this.verify();
    return this.#isConfirmed;
  }

  /** A clerk says that the machine's clock is right. */
  confirm(): void {
    this.#lastMs = this.#machine.now().getTime();
    this.#upMs = this.#machine.upMs();
    this.#isConfirmed = true;
  }

  /**
   * Before the first use: continues from what the last server run had reached. How long none ran is not
   * known.
   */
  resume({ reachedMs, aheadMs }: ReachedTime): void {
    const machine = this.#machine.now().getTime();
    const possible = [machine, machine - aheadMs].filter((each) => each >= reachedMs - AGREE_MS);
    this.#lastMs = possible.length > 0 ? Math.min(...possible) : reachedMs;
    this.#upMs = this.#machine.upMs();
  }

  reached(): ReachedTime {
    return { reachedMs: this.now().getTime(), aheadMs: this.aheadMs() };
  }

  async #hear(witness: Witness): Promise<void> {
    const heard = await inTime(
      this,
      WITNESS_MS,
      witness().catch(() => undefined),
    );
    if (!heard) return;
    const [at, machine] = [heard.getTime(), this.#machine.now().getTime()];
    if (agree(at, machine)) return this.confirm();
    // One that contradicts both clocks is heard only as long as this one rests on the machine's alone.
    if (agree(at, this.now().getTime())) this.#isConfirmed = true;
    else if (!this.#isConfirmed) this.#lastMs = at;
  }
}

function agree(oneMs: number, otherMs: number): boolean {
  return Math.abs(oneMs - otherMs) <= AGREE_MS;
}
