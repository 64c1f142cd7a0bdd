/**
 * Async iterators whose `return()` ends them at once. A generator can't do that: while it waits for the next event, its `return()`
 * waits too, and a client that leaves an idle subscription would leave it open for ever.
 */

/** Follows what `open` yields until the reader leaves; then the signal is aborted, and whatever that makes the source throw is dropped. */
export function abortableStream<Event>(
  open: (signal: AbortSignal) => AsyncIterable<Event>,
): AsyncIterableIterator<Event> {
  const leaving = new AbortController();
  const events = open(leaving.signal)[Symbol.asyncIterator]();
  return iterator(
    () =>
      events.next().catch((error: unknown) => {
        if (leaving.signal.aborted) return OVER;
        throw error;
      }),
    async () => {
      leaving.abort();
      await events.return?.();
    },
  );
}

/** Asks before each event whether it may still be seen; a refusal ends the stream with that error. */
export function stillAllowed<Event>(
  stream: AsyncIterable<Event>,
  refusalNow: () => Promise<Error | undefined>,
): AsyncIterableIterator<Event> {
  const events = stream[Symbol.asyncIterator]();
  const end = async (): Promise<void> => {
    await events.return?.();
  };
  return iterator(async () => {
    const event = await events.next();
    if (event.done === true) return event;
    const refused = await refusalNow();
    if (refused === undefined) return event;
    await end();
    throw refused;
  }, end);
}

const OVER = { done: true, value: undefined } as const;

function iterator<Event>(
  next: () => Promise<IteratorResult<Event, unknown>>,
  end: () => Promise<void>,
): AsyncIterableIterator<Event> {
  return {
    next,
    async return() {
      await end();
      return OVER;
    },
    async throw(error: unknown) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
