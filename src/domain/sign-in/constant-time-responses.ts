/** Refusals leave at the same moments after their arrival, whatever was checked meanwhile: how long one takes reveals nothing. */

/** Longer than what a clerk's PIN needs, with the hashings before it. */
const EVERY_MS = 300;
/** How many may wait; anyone who comes then is answered at once, no matter who they ask for. */
const WAITING = 512;

export class ConstantTimeResponses {
  readonly #everyMs: number;
  #waiting = 0;

  /** Default: 300 ms. */
  constructor(everyMs = EVERY_MS) {
    this.#everyMs = everyMs;
  }

  /** Rejects as the work does, at the next whole multiple since it began; resolves at once. */
  async refuseSteadily<T>(work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } catch (refusal) {
      await this.#untilNext(began);
      throw refusal;
    }
  }

  async #untilNext(began: number): Promise<void> {
    if (this.#everyMs === 0 || this.#waiting >= WAITING) return;
    this.#waiting += 1;
    const taken = performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, this.#everyMs - (taken % this.#everyMs)));
    this.#waiting -= 1;
  }
}
