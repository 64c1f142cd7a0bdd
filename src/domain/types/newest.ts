/** The newest value of each key that one reader hasn't taken yet: a slow one misses what was in between, never the end. */
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
