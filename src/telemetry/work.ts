/** Subscribes to the diagnostics channels that the core publishes its work on. */
import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Channel, TracingChannel } from 'node:diagnostics_channel';
import { type Span, SpanStatusCode } from '@opentelemetry/api';

export interface SpanOf<Work> {
  /** Undefined: no span. */
  start(work: Work): Span | undefined;
  /** Before the span ends. */
  end?(span: Span, work: Work): void;
}

/** A span around each work of the channel, which what runs within it finds in `current`. Returns what ends it. */
export function work<Work extends object>(
  channel: TracingChannel<unknown, Work>,
  current: AsyncLocalStorage<Span | undefined>,
  how: SpanOf<Work>,
): () => void {
  const spans = new WeakMap<object, Span>();
  const open = (one: Work) => {
    const span = how.start(one);
    if (span) spans.set(one, span);
    // Without a span of its own, what runs within belongs where this does.
    return span ?? current.getStore();
  };
  channel.start.bindStore(current as AsyncLocalStorage<unknown>, open as never);
  const unsubscribe = ended(channel, (one, error) => {
    const span = spans.get(one);
    if (!span) return;
    spans.delete(one);
    if (error !== undefined) fail(span, codeOf(error));
    how.end?.(span, one);
    span.end();
  });
  return () => {
    channel.start.unbindStore(current as AsyncLocalStorage<unknown>);
    unsubscribe();
  };
}

/** By a code, never by the text of an error. */
export function fail(span: Span | undefined, code: string): void {
  span?.setAttribute('error.type', code);
  span?.setStatus({ code: SpanStatusCode.ERROR });
}

/** Hears of the end of each work, with the error that it failed with. Returns what ends it. */
export function ended<Work extends object>(
  channel: TracingChannel<unknown, Work>,
  hear: (work: Work, error: unknown) => void,
): () => void {
  const asyncEnd = (message: unknown) => {
    const one = message as Work & { readonly error?: unknown };
    hear(one, one.error);
  };
  channel.asyncEnd.subscribe(asyncEnd);
  return () => void channel.asyncEnd.unsubscribe(asyncEnd);
}

/** Returns what ends it. */
export function subscribe<Message>(channel: Channel, hear: (message: Message) => void): () => void {
  const listener = (message: unknown) => hear(message as Message);
  channel.subscribe(listener);
  return () => void channel.unsubscribe(listener);
}

/** A code of ours or of a script call, never a text. */
export function codeOf(error: unknown): string {
  const { code, failure, name } = (error ?? {}) as { code?: unknown; failure?: unknown; name?: unknown };
  return String(code ?? failure ?? name ?? 'unknown');
}
