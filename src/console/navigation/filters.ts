import { useSyncExternalStore } from 'react';
import { subscribe } from './route';

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
