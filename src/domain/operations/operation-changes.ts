/** Those who follow one operation: what wakes them, and what was read for all of them since. */

export class OperationNews<Look> {
  #followers = 0;
  readonly #waiting = new Set<() => void>();
  /** By the last event that the caller has. */
  readonly #reads = new Map<number, Promise<Look>>();

  /** `promise` resolves once there may be something new, or by `resolve`: anyone who leaves wakes no one else. */
  next(): { readonly promise: Promise<void>; readonly resolve: () => void } {
    const next = Promise.withResolvers<void>();
    this.#waiting.add(next.resolve);
    return next;
  }

  announce(): void {
    this.#reads.clear();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }

  /** One look answers all who have come as far, until the next news. */
  shared(last: number, look: () => Promise<Look>): Promise<Look> {
    const known = this.#reads.get(last);
    if (known) return known;
    const read = look();
    this.#reads.set(last, read);
    // The next caller asks again.
    read.catch(() => {
      if (this.#reads.get(last) === read) this.#reads.delete(last);
    });
    return read;
  }

  enter(): void {
    this.#followers += 1;
  }

  /** True when that was the last one. */
  leave(): boolean {
    this.#followers -= 1;
    return this.#followers === 0;
  }
}
