import { useSyncExternalStore } from 'react';

/** `#/operations/4711` is the view `operations` with the id `4711`: behind the hash, so that the server knows one page only. */
export interface Route {
  readonly view: string;
  readonly id: string | undefined;
}

export function useRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => location.hash));
}

/** An address that no one can read is that of the view alone; filters behind a `?` are the view's own. */
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
function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** Filters of a list, in its address: `#/audit?outcome=DENIED`. So a reload, a bookmark and a colleague find the same list. */
export type Filters<Name extends string> = Readonly<Record<Name, string>>;

/** What the address says of these; an empty text where it says nothing. Whatever else is there is no one's. */
export function filtersOf<Name extends string>(hash: string, names: readonly Name[]): Filters<Name> {
  const said = new URLSearchParams(hash.split('?').slice(1).join('?'));
  return Object.fromEntries(names.map((name) => [name, said.get(name) ?? ''])) as Filters<Name>;
}

/** The address with these changes; an empty text takes a filter away. */
export function withFilters(hash: string, changes: Readonly<Record<string, string | undefined>>): string {
  const [path = '', ...rest] = hash.split('?');
  const said = new URLSearchParams(rest.join('?'));
  for (const [name, value] of Object.entries(changes)) {
    if (value) said.set(name, value);
    else said.delete(name);
  }
  const text = said.toString();
  return text ? `${path}?${text}` : path;
}

/** The filters of this page, and how to change some of them. Each change takes the place of the last: "back" leaves the list. */
export function useFilters<Name extends string>(
  names: readonly Name[],
): readonly [Filters<Name>, (changes: Partial<Filters<Name>>) => void] {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return [filtersOf(hash, names), change];
}

function change(changes: Readonly<Record<string, string | undefined>>): void {
  history.replaceState(null, '', withFilters(location.hash, changes));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** Sections of docs/reference/console.md that aren't called as their view is. */
const SECTIONS: Readonly<Record<string, string>> = { security: 'clerk-security', tokens: 'access-tokens' };

/** The part of the help that a view of the console has; the whole of it for what is none. */
export function helpOf(view: string): string {
  return `/help/console#${SECTIONS[view] ?? view}`;
}

/** An error code's line in the catalogue. */
export function helpOfCode(code: string): string {
  return `/help/errors#${code}`;
}
