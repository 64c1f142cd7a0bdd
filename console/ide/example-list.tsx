import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useState } from 'react';
import { useClient } from 'urql';
import { NewestOperationDocument } from '../generated/graphql';
import { IconEventLog } from '../ui/icons';
import { type Example, examples } from './examples';

/** A pane of the editor's sidebar. */
export const EXAMPLES: GraphiQLPlugin = {
  title: 'Examples',
  icon: () => <IconEventLog />,
  content: ExampleList,
};

function ExampleList() {
  const client = useClient();
  const { addTab, stop } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(
    ({ queryEditor: query, variableEditor: variables }) => ({
      queryEditor: query,
      variableEditor: variables,
    }),
  );
  const [said, setSaid] = useState('');
  const open = async ({ query, fill }: Example) => {
    let variables = '';
    if (fill) {
      const { data } = await client
        .query(NewestOperationDocument, {}, { requestPolicy: 'network-only' })
        .toPromise();
      const id = data?.operations?.edges[0]?.node.id;
      setSaid(id === undefined ? 'There is no operation yet that you may see.' : '');
      if (id === undefined) return;
      variables = JSON.stringify({ id }, undefined, 2);
    }
    // What is still followed would write its events into the new tab.
    stop();
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
  };
  return (
    <section aria-label="Examples">
      <h2 className="ide-title">Examples</h2>
      <p>They look only. Each opens in a tab of its own.</p>
      <ul className="ide-examples">
        {examples.map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => void open(example)}>
              {example.title}
            </button>
          </li>
        ))}
      </ul>
      <p role="status">{said}</p>
    </section>
  );
}
