/**
 * A subscription whose every event is executed for the caller as of *then*, guards included: graphql-js's own `subscribe` keeps
 * the context of the first moment for ever, with its loaders and its permissions. A refused event is the last.
 */
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import type { Viewer } from '../../domain/request/viewer.js';
import { AppError } from '../../errors/errors.js';

export interface EventStreamOptions {
  readonly args: ExecutionArgs;
  /** Who the caller is at an event; undefined when they have gone, which ends the stream. */
  readonly viewerNow: () => Promise<Viewer | undefined>;
  /** A new context for each event that is executed. */
  readonly contextFor: (viewer: Viewer) => object;
  readonly shared: SharedResults;
  /** Called once, however the stream ends; what the source waits for must end with it. */
  readonly onEnd: () => void;
}

export async function openEventStream(
  options: EventStreamOptions,
): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(options.args);
  if (!(Symbol.asyncIterator in source)) {
    options.onEnd();
    return source;
  }
  return new EventStream(source[Symbol.asyncIterator](), options);
}

const OVER = { done: true, value: undefined } as const;

/** Not a generator function: its `return` would wait for the event that is being waited for. */
class EventStream implements AsyncGenerator<ExecutionResult, undefined> {
  readonly #events: AsyncIterator<unknown>;
  readonly #options: EventStreamOptions;
  readonly #question: string;
  #ended = false;
  /** Releases a caller who waits for the next event. */
  #release: () => void = () => undefined;

  constructor(events: AsyncIterator<unknown>, options: EventStreamOptions) {
    this.#events = events;
    this.#options = options;
    this.#question = questionOf(options.args);
  }

  next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    return new Promise((resolve, reject) => {
      this.#release = () => resolve(OVER);
      this.#advance().then(resolve, reject);
    });
  }

  async #advance(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (this.#ended) return OVER;
    try {
      const event = await this.#events.next();
      if (this.#ended || event.done) return await this.return();
      const viewer = await this.#options.viewerNow();
      if (this.#ended || viewer === undefined) return await this.return();
      const value = await this.#options.shared.of(event.value, viewer, this.#question, async () =>
        execute({
          ...this.#options.args,
          rootValue: event.value,
          contextValue: this.#options.contextFor(viewer),
        }),
      );
      if (isRefusal(value)) this.#end();
      return { done: false, value };
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.#end();
    this.#release();
    return OVER;
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.onEnd();
    // Not awaited: a source that is a generator answers only once its pending event arrives.
    this.#events.return?.().catch(() => undefined);
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult, undefined>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

const REFUSALS: readonly string[] = ['FORBIDDEN', 'UNAUTHENTICATED', 'PIN_TEMPORARY'];

/** The guard of the subscription said no to this event: anyone who may not see one may not see the next. */
function isRefusal({ errors }: ExecutionResult): boolean {
  return (errors ?? []).some(
    ({ path, originalError }) =>
      path?.length === 1 && originalError instanceof AppError && REFUSALS.includes(originalError.code),
  );
}

type Answers = Map<string, Promise<ExecutionResult>>;

/**
 * What many who follow the same receive of one event is executed once. Only for the same text and variables, and for the very viewer that was
 * read, which is shared in one turn of the event loop (viewers.ts): who is another one now is executed for again. An answer with errors is no
 * one else's: it carries its own correlation ID, and may be audited.
 */
export class SharedResults {
  /** By the event, for whom, what is asked. */
  readonly #known = new WeakMap<object, WeakMap<Viewer, Answers>>();

  /** `event` is what the source reported; one that is no object is no one else's. `question`: questionOf. */
  async of(
    event: unknown,
    viewer: Viewer,
    question: string,
    execute: () => Promise<ExecutionResult>,
  ): Promise<ExecutionResult> {
    if (typeof event !== 'object' || event === null) return execute();
    const forViewer = childOf(this.#known, event, () => new WeakMap<Viewer, Answers>());
    const answers = childOf(forViewer, viewer, (): Answers => new Map());
    const known = answers.get(question);
    if (known === undefined) {
      const executed = execute();
      answers.set(question, executed);
      return executed;
    }
    const result = await known.catch(() => undefined);
    return result === undefined || result.errors ? execute() : result;
  }
}

/** Text, operation and variables. */
function questionOf({ document, operationName, variableValues }: ExecutionArgs): string {
  return JSON.stringify([document.loc?.source.body, operationName, variableValues]);
}

function childOf<Key extends WeakKey, Child>(all: WeakMap<Key, Child>, key: Key, make: () => Child): Child {
  const known = all.get(key);
  if (known !== undefined) return known;
  const made = make();
  all.set(key, made);
  return made;
}
