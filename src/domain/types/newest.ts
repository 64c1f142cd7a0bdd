/** Keeps the newest value of each key that a reader has not taken yet: a slow reader misses values in between, never the last. */
export class Newest<Value> {
  readonly #waiting = new Map<string, Value>();
  #wake = () => {};

  put(key: string, value: Value): void {
    this.#waiting.set(key, value);
    this.#wake();
  }

  /** Until `signal` aborts. */
  async *take(signal: AbortSignal): AsyncIterable<Value> {
    const wake = () => this.#wake();
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted) {
        const [next] = this.#waiting;
        if (next) {
          this.#waiting.delete(next[0]);
          yield next[1];
        } else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      signal.removeEventListener('abort', wake);
    }
  }
}
