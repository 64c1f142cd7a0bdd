import { Button } from '@mantine/core';
import type { FallbackProps } from 'react-error-boundary';
import { t } from '../messages';
import { href } from '../navigation/route';
import { Foot, Page, Panel } from './page';
import { StateShape } from './state-mark';

/** In the place of a page that threw: what happened, and the rollbacks. */
export function BrokenPage({ error, resetErrorBoundary }: FallbackProps) {
  return (
    <Page title={t.ui.brokenPage.title} sentence={t.ui.brokenPage.sentence}>
      <Panel>
        <div className="stack" role="alert">
          <p className="line-mark">
            <StateShape tone="bad" size={16} /> {t.ui.brokenPage.tellSupport}
          </p>
          <code>{String(error)}</code>
          <div className="buttons">
            <Button component="a" variant="default" href={href('venue')} onClick={() => resetErrorBoundary()}>
              {t.ui.goToVenue}
            </Button>
            {/* With the answer that broke it in the cache, only a load shows it again. */}
            <Button onClick={() => location.reload()}>{t.ui.brokenPage.reload}</Button>
          </div>
        </div>
      </Panel>
    </Page>
  );
}

/** For an address that leads nowhere: an old bookmark, or a mistake of the keyboard. */
export function UnknownPage({ view }: { readonly view: string }) {
  return (
    <Page title={t.ui.unknownPage.title} sentence={t.ui.unknownPage.sentence(view)}>
      <Foot status={t.ui.unknownPage.status}>
        <Button component="a" href={href('venue')}>
          {t.ui.goToVenue}
        </Button>
      </Foot>
    </Page>
  );
}
