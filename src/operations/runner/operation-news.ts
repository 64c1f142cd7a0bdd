/** Those who follow one operation: what wakes them, and what was looked up for all of them since. */

/** They look again this often even when nobody woke them: another server may have recorded something. */
const LOOK_AGAIN_MS = 1000;

export class OperationNews<Look> {
  #followers = 0;
  #timer: NodeJS.Timeout | undefined;
  #next = Promise.withResolvers<void>();
  /** By the last event that whoever asks has. */
  readonly #looks = new Map<number, Promise<Look>>();

  /** Resolves once there may be something new. */
  get next(): Promise<void> {
    return this.#next.promise;
  }

  announce(): void {
    this.#looks.clear();
    const { resolve } = this.#next;
    this.#next = Promise.withResolvers();
    resolve();
  }

  /** One look answers all who have come as far, until the next news. */
  shared(last: number, look: () => Promise<Look>): Promise<Look> {
    const known = this.#looks.get(last);
    if (known) return known;
    const looked = look();
    this.#looks.set(last, looked);
    // Whoever comes next asks again.
    looked.catch(() => {
      if (this.#looks.get(last) === looked) this.#looks.delete(last);
    });
    return looked;
  }

  enter(): void {
    this.#followers += 1;
    this.#timer ??= setInterval(() => this.announce(), LOOK_AGAIN_MS);
  }

  /** True when that was the last one. */
  leave(): boolean {
    this.#followers -= 1;
    if (this.#followers > 0) return false;
    clearInterval(this.#timer);
    return true;
  }
}
