import { Button } from '@mantine/core';
import type { FallbackProps } from 'react-error-boundary';
import { Page, Panel } from './page';
import { href } from './route';
import { StateShape } from './state-mark';

/** In the place of a page that threw: what happened, and the ways back. */
export function BrokenPage({ error, resetErrorBoundary }: FallbackProps) {
  return (
    <Page
      title="This page does not work"
      sentence="It met something that it does not know. Nothing was changed by that, and what runs goes on."
    >
      <Panel>
        <div className="stack" role="alert">
          <p className="line-mark">
            <StateShape tone="bad" size={16} /> If it stays so, tell support what stands here:
          </p>
          <code>{String(error)}</code>
          <div className="buttons">
            <Button component="a" variant="default" href={href('venue')} onClick={() => resetErrorBoundary()}>
              Go to the venue
            </Button>
            {/* With the answer that broke it in the cache, only a load shows it again. */}
            <Button onClick={() => location.reload()}>Load the page again</Button>
          </div>
        </div>
      </Panel>
    </Page>
  );
}
