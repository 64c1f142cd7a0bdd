/** IDs of traces that people can find again: the correlation ID that they see is a UUID, and the trace ID is the same 16 bytes. */
import { createHash } from 'node:crypto';
import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Undefined for what is no UUID, such as the ID of a command line. */
export function traceIdOf(correlationId: string): string | undefined {
  return UUID.test(correlationId) ? correlationId.replaceAll('-', '').toLowerCase() : undefined;
}

/** Of the first server run of an operation, so that a later one can link to it without having seen it. */
export function spanIdOf(operationId: string): string {
  return createHash('sha256').update(operationId).digest('hex').slice(0, 16);
}

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
