/** What the editor may keep over a reload: its documents, blanked, and how wide its panes are. Never variables, answers or headers. */
import { blanked } from './blank-secrets';

interface Tab {
  readonly id?: unknown;
  readonly query?: unknown;
  readonly title?: unknown;
  readonly operationName?: unknown;
}

/** Keys of GraphiQL's store -> what is kept of its value; undefined: nothing. A key that isn't here is not kept. */
const KEPT: Readonly<Record<string, (value: string) => string | undefined>> = {
  'graphiql:tabState': (value) =>
    edited(value, ({ activeTabIndex, tabs }) => ({ activeTabIndex, tabs: list(tabs).map(tab) })),
  'graphiql:queries': (value) =>
    edited(value, ({ queries }) => ({ queries: list(queries).flatMap(remembered) })),
  'graphiql:favorites': (value) =>
    edited(value, ({ favorites }) => ({ favorites: list(favorites).flatMap(remembered) })),
  'graphiql:docExplorerFlex': size,
  'graphiql:editorFlex': size,
  'graphiql:secondaryEditorFlex': size,
};

/** A Storage for GraphiQL over the browser's own. What was there of an earlier program is kept no longer than until it is read. */
export function documentStorage(store: Storage): Storage {
  return {
    get length() {
      return Object.keys(KEPT).filter((key) => store.getItem(key) !== null).length;
    },
    clear() {
      for (const key of Object.keys(KEPT)) store.removeItem(key);
    },
    getItem(key) {
      const value = store.getItem(key);
      return value === null ? null : (KEPT[key]?.(value) ?? null);
    },
    key: (index) => Object.keys(KEPT).filter((key) => store.getItem(key) !== null)[index] ?? null,
    removeItem: (key) => store.removeItem(key),
    setItem(key, value) {
      const kept = KEPT[key]?.(value);
      if (kept === undefined) store.removeItem(key);
      else store.setItem(key, kept);
    },
  };
}

/** A tab stays where it was, with an empty document when its own can't be parsed. */
function tab({ id, query, title, operationName }: Tab) {
  const text = typeof query === 'string' ? blanked(query) : undefined;
  const isKept = text !== undefined && typeof title === 'string';
  return {
    id: String(id),
    hash: null,
    title: isKept ? title : '<untitled>',
    query: text ?? null,
    variables: null,
    headers: null,
    operationName: isKept && typeof operationName === 'string' ? operationName : null,
    response: null,
  };
}

function remembered({
  query,
  operationName,
  label,
  favorite,
}: Tab & { label?: unknown; favorite?: unknown }) {
  const text = typeof query === 'string' ? blanked(query) : undefined;
  return text === undefined ? [] : [{ query: text, operationName, label, favorite }];
}

/** Undefined for what is no JSON object: it isn't GraphiQL's. */
function edited(value: string, edit: (stored: Record<string, unknown>) => unknown): string | undefined {
  try {
    return JSON.stringify(edit(JSON.parse(value)));
  } catch {
    return undefined;
  }
}

function list(value: unknown): readonly Tab[] {
  return Array.isArray(value) ? value : [];
}

function size(value: string): string | undefined {
  return /^(?:[\d.]{1,20}|hide-first|hide-second)$/.test(value) ? value : undefined;
}
