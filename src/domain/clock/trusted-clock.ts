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

interface Heard {
  readonly witness: Witness;
  readonly time: Date;
  readonly upMs: number;
}

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
  /** By a clerk, against what witnesses said. */
  #isByClerk = false;
  #hearing: Promise<boolean | undefined> | undefined;
  /** How far each witness was ahead of this clock when it was heard last, in milliseconds. */
  readonly #aheadBefore = new Map<Witness, number>();

  /** `witnesses`: the first that answers is heard. Only the first of all may move a time that was confirmed. */
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
    if (!this.isSure()) await this.#hear();
  }

  /**
   * Whether someone confirms it now, also after a wait: a pause of a virtual machine stops this clock, and
   * may stop the machine's, too. Where no witness answers, both must agree.
   */
  async confirmed(): Promise<boolean> {
    let isSaid = await this.#hear();
    if (!this.isSure()) isSaid = await this.#hear();
    return isSaid ?? this.isSure();
  }

  /** A clerk says that the machine's clock is right, whatever witnesses say of it now. */
  confirm(): void {
    this.#aheadBefore.clear();
    this.#hearing = undefined;
    this.#follow(true);
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

  #follow(isByClerk: boolean): void {
    this.#lastMs = this.#machine.now().getTime();
    this.#upMs = this.#machine.upMs();
    this.#isConfirmed = true;
    this.#isByClerk = isByClerk;
  }

  /** Whether a witness confirms this time, or says nothing new against it. Undefined: none answers. */
  #hear(): Promise<boolean | undefined> {
    if (this.#hearing) return this.#hearing;
    const hearing = this.#firstHeard().then((heard) => {
      // A clerk has confirmed the time meanwhile.
      if (this.#hearing !== hearing) return undefined;
      this.#hearing = undefined;
      return heard && this.#judge(heard);
    });
    this.#hearing = hearing;
    return hearing;
  }

  async #firstHeard(): Promise<Heard | undefined> {
    const asked = this.#witnesses.map(async (witness) => {
      const time = await inTime(
        this,
        WITNESS_MS,
        witness().catch(() => undefined),
      );
      return time && { witness, time, upMs: this.upMs() };
    });
    return (await Promise.all(asked)).find((heard) => heard !== undefined);
  }

  #judge({ witness, time, upMs }: Heard): boolean {
    const at = time.getTime() + (this.upMs() - upMs);
    const aheadMs = at - this.now().getTime();
    const beforeMs = this.#aheadBefore.get(witness);
    if (agree(at, this.#machine.now().getTime())) this.#follow(false);
    else if (agree(aheadMs, 0)) this.#isConfirmed = true;
    else {
      // It says now what it said before; a clock that stood still is further behind.
      const isKnown = beforeMs === undefined ? this.#isByClerk : aheadMs - beforeMs <= AGREE_MS;
      if (this.#isConfirmed && !isKnown && witness !== this.#witnesses[0]) return false;
      if (!this.#isConfirmed || !isKnown) {
        // It is heard again before this time is confirmed.
        this.#lastMs = at;
        this.#isConfirmed = false;
      }
    }
    this.#aheadBefore.set(witness, at - this.now().getTime());
    return this.#isConfirmed;
  }
}

function agree(oneMs: number, otherMs: number): boolean {
  return Math.abs(oneMs - otherMs) <= AGREE_MS;
}
