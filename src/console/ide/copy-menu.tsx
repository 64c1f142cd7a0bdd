import { CopyIcon, ToolbarButton, ToolbarMenu, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { copiedAs, FORMATS, type Format } from './copy-as';

/** Beside GraphiQL's own buttons: what the editor holds, for another program. */
export function CopyMenu() {
  const { queryEditor, variableEditor } = useGraphiQL(
    ({ queryEditor: query, variableEditor: variables }) => ({
      queryEditor: query,
      variableEditor: variables,
    }),
  );
  const [said, setSaid] = useState('');
  const copy = async (format: Format) => {
    const text = copiedAs(format, {
      query: queryEditor?.getValue() ?? '',
      variables: variableEditor?.getValue() ?? '',
      origin: location.origin,
    });
    if (text !== undefined) await navigator.clipboard.writeText(text);
    setSaid(
      text === undefined
        ? 'Nothing was copied: the document or its variables can’t be read.'
        : `Copied as ${format}, without your token. PINs and codes are left empty.`,
    );
  };
  return (
    <>
      <ToolbarMenu
        button={
          <ToolbarButton label="Copy as…">
            <CopyIcon className="graphiql-toolbar-icon" aria-hidden="true" />
          </ToolbarButton>
        }
      >
        {FORMATS.map((format) => (
          <ToolbarMenu.Item key={format} onSelect={() => void copy(format)}>
            Copy as {format}
          </ToolbarMenu.Item>
        ))}
      </ToolbarMenu>
      <p className="ide-said" role="status">
        {said}
      </p>
    </>
  );
}
