import { DOC_EXPLORER_PLUGIN, DocExplorer, useDocExplorerActions } from '@graphiql/plugin-doc-explorer';
import { useGraphiQL } from '@graphiql/react';
import { useDeferredValue, useMemo, useState } from 'react';
import { everythingIn, type Found, search } from './schema-search';

/** Beyond these, another word finds it sooner. */
const MOST = 50;

// GraphiQL knows its documentation by this very object: its own search reads names alone, so ours takes its place.
DOC_EXPLORER_PLUGIN.content = Docs;

function Docs() {
  return (
    <>
      <SchemaSearch />
      <DocExplorer />
    </>
  );
}

function SchemaSearch() {
  const schema = useGraphiQL((state) => state.schema);
  const { push } = useDocExplorerActions();
  const [text, setText] = useState('');
  const words = useDeferredValue(text.trim());
  const all = useMemo(() => (schema ? everythingIn(schema) : []), [schema]);
  const found = useMemo(() => search(all, words), [all, words]);
  const open = ({ type, field }: Found) => {
    push({ name: type.name, def: type });
    if (field) push({ name: field.name, def: field });
    setText('');
  };
  return (
    <search className="ide-search">
      {/* By this name Ctrl+Alt+K finds it. */}
      <label className="graphiql-doc-explorer-search-input">
        <span>Search the schema</span>
        <input
          type="search"
          autoComplete="off"
          placeholder="Ctrl Alt K"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <p role="status">{words === '' ? '' : countOf(found.length)}</p>
      {found.length > 0 && (
        <ul className="ide-examples">
          {found.slice(0, MOST).map((each) => (
            <li key={each.name}>
              <button type="button" onClick={() => open(each)}>
                <strong>{each.name}</strong> {each.guard}
                {each.description && <span className="serves">{each.description}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}

function countOf(found: number): string {
  if (found === 0) return 'Nothing found. Try a shorter word.';
  return found > MOST ? `The nearest ${MOST} of ${found}. Add a word.` : `${found} found.`;
}
