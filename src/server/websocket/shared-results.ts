/**
 * What many who follow the same receive of one event is executed once. Only for the same text and variables, and
 * for the very viewer that was read, which is shared in one turn of the event loop (viewers.ts): who is another one now is executed for again. An answer with errors is no one else's: it carries its own correlation ID, and may be audited.
 */
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { Viewer } from '../../domain/request/viewer.js';

type Answers = Map<string, Promise<ExecutionResult>>;

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
export function questionOf({ document, operationName, variableValues }: ExecutionArgs): string {
  return JSON.stringify([document.loc?.source.body, operationName, variableValues]);
}

function childOf<Key extends WeakKey, Child>(all: WeakMap<Key, Child>, key: Key, make: () => Child): Child {
  const known = all.get(key);
  if (known !== undefined) return known;
  const made = make();
  all.set(key, made);
  return made;
}
