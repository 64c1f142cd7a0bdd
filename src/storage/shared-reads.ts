/** A store whose reads are shared by the caller the same in one turn of the event loop: a server asks its database once a turn, not once a caller. */
import { TickCoalescer } from '../domain/types/tick-coalescer.js';

export function sharedReads<Store extends object>(
  store: Store,
  writes: readonly (keyof Store)[] = [],
): Store {
  const turn = new TickCoalescer();
  const shared = ([name, method]: [string, (...args: unknown[]) => Promise<unknown>]) => [
    name,
    (...args: unknown[]) => turn.ask(name + JSON.stringify(args), () => method(...args)),
  ];
  const entries = Object.entries(store);
  return Object.fromEntries(
    entries.map((entry) => (writes.includes(entry[0] as keyof Store) ? entry : shared(entry))),
  ) as Store;
}
