/**
 * Reads that are asked for in one turn of the event loop are one read: whoever asks the same before it has begun is answered by it too. So no
 * answer is older than its question, and a server that many look at asks its database once a turn, not once a caller.
 */
export function sharedReads<Store extends object>(store: Store, isRead: (method: string) => boolean): Store {
  const waiting = new Map<string, Promise<unknown>>();
  const methods = Object.entries(store).map(([name, method]) => [
    name,
    isRead(name) ? shared(name, method) : method,
  ]);
  return Object.fromEntries(methods) as Store;

  function shared(name: string, method: (...args: unknown[]) => Promise<unknown>) {
    return (...args: unknown[]): Promise<unknown> => {
      const key = name + JSON.stringify(args);
      let answer = waiting.get(key);
      if (answer === undefined) {
        answer = new Promise((resolve) => {
          setImmediate(() => {
            waiting.delete(key);
            resolve(method(...args));
          });
        });
        waiting.set(key, answer);
      }
      return answer;
    };
  }
}
