import { Button } from '@mantine/core';
import { Foot, Page } from './page';
import { href } from './route';

/** For an address that leads nowhere: an old bookmark, or a slip of the keyboard. */
export function UnknownPage({ view }: { readonly view: string }) {
  return (
    <Page title="There is no such page" sentence={`The console has no page “${view}”.`}>
      <Foot status="The pages that there are stand at the left.">
        <Button component="a" href={href('venue')}>
          Go to the venue
        </Button>
      </Foot>
    </Page>
  );
}
