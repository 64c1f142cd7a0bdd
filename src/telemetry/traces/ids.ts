/** IDs of traces that people can find again. */
import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace';

/** Random, but for the next span where it is said. */
export class ChosenIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #traceId: string | undefined;
  #spanId: string | undefined;

  /** `start` starts one span, at once. */
  with<T>(
    ids: { readonly traceId?: string | undefined; readonly spanId?: string | undefined },
    start: () => T,
  ): T {
    this.#traceId = ids.traceId;
    this.#spanId = ids.spanId;
    try {
      return start();
    } finally {
      this.#traceId = undefined;
      this.#spanId = undefined;
    }
  }

  generateTraceId(): string {
    return this.#traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#spanId ?? this.#random.generateSpanId();
  }
}
