import { Button } from '@mantine/core';
import { t } from '../messages';
import { href } from '../navigation/route';
import { Foot, Page } from './page';

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
