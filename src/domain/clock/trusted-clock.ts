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

/** How far a witness was ahead of the machine's clock and of this one as it was heard, in milliseconds. */
interface Heard {
  readonly witness: Witness;
  readonly ofMachineMs: number;
  readonly aheadMs: number;
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
  #hearing: Promise<readonly Heard[]> | undefined;
  /** How far each witness was ahead of this clock. */
  readonly #heardAhead = new Map<Witness, number>();

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
    let heard = await this.#hear();
    if (!this.isSure()) heard = await this.#hear();
    return heard.length > 0 ? this.#isConfirmed : this.isSure();
  }

  /** A clerk says that the machine's clock is right. What a witness says from now on is measured against that. */
  confirm(): void {
    this.#heardAhead.clear();
    this.#follow();
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

  #follow(): void {
    this.#lastMs = this.#machine.now().getTime();
    this.#upMs = this.#machine.upMs();
    this.#isConfirmed = true;
  }

  #hear(): Promise<readonly Heard[]> {
    this.#hearing ??= this.#hearAll().finally(() => {
      this.#hearing = undefined;
    });
    return this.#hearing;
  }

  async #hearAll(): Promise<readonly Heard[]> {
    const answers = await Promise.all(this.#witnesses.map((witness) => this.#hearOne(witness)));
    const heard = answers.filter((each) => each !== undefined);
    const before = this.now().getTime();
    if (heard.some(({ ofMachineMs }) => agree(ofMachineMs, 0))) this.#follow();
    else if (heard.some(({ aheadMs }) => agree(aheadMs, 0))) this.#isConfirmed = true;
    else this.#followWitness(heard);
    const movedMs = this.now().getTime() - before;
    for (const { witness, aheadMs } of heard) this.#heardAhead.set(witness, aheadMs - movedMs);
    return heard;
  }

  async #hearOne(witness: Witness): Promise<Heard | undefined> {
    const heard = await inTime(
      this,
      WITNESS_MS,
      witness().catch(() => undefined),
    );
    if (!heard) return undefined;
    const at = heard.getTime();
    return {
      witness,
      ofMachineMs: at - this.#machine.now().getTime(),
      aheadMs: at - this.now().getTime(),
    };
  }

  /**
   * They contradict both clocks. One is followed while this clock rests on the machine's alone, and where it
   * is further from this clock than before: both clocks stood still. It is heard again before this time is
   * confirmed.
   */
  #followWitness(heard: readonly Heard[]): void {
    const isNew = ({ witness, aheadMs }: Heard) => !agree(aheadMs, this.#heardAhead.get(witness) ?? aheadMs);
    const followed = this.#isConfirmed ? heard.find(isNew) : heard[0];
    if (!followed) return;
    this.#lastMs = this.now().getTime() + followed.aheadMs;
    this.#isConfirmed = false;
  }
}

function agree(oneMs: number, otherMs: number): boolean {
  return Math.abs(oneMs - otherMs) <= AGREE_MS;
}
