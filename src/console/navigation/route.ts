import { useSyncExternalStore } from 'react';

/** `#/operations/4711` is the view `operations` with the id `4711`: behind the hash, so that the server knows one page only. */
export interface Route {
  readonly view: string;
  readonly id: string | undefined;
}

export function useRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => location.hash));
}

/** An address that no one can read is that of the view alone; filters behind a `?` are the view's own (filters.ts). */
export function routeOf(hash: string): Route {
  const [path = ''] = hash.replace(/^#\/?/, '').split('?');
  const [view, id] = path.split('/');
  return { view: view || 'venue', id: id ? decoded(id) : undefined };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Address of a view, for links. */
export function href(view: string, id?: string): string {
  return id === undefined ? `#/${view}` : `#/${view}/${encodeURIComponent(id)}`;
}

export function go(view: string, id?: string): void {
  location.hash = href(view, id);
}

/** Calls when the address has changed. */
export function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
