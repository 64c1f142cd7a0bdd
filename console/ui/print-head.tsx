import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useVenue } from '../data/contexts';
import type { Paged } from '../data/use-pages';
import { dayAndTime } from '../format/format';
import { t } from '../messages';

interface PrintHeadProps {
  /** Rows of the list, in words. */
  readonly count: string;
  /** Names and values of what it is filtered by; empty values are left out. */
  readonly filters: Readonly<Record<string, string>>;
}

/** On paper alone: of which venue, filtered by what, how many and when. */
export function PrintHead({ count, filters }: PrintHeadProps) {
  const { venue, timeZone } = useVenue();
  const said = Object.entries(filters).filter(([, value]) => value !== '');
  return (
    <div className="print-only">
      <p className="strong">{[venue?.companyName, venue?.customerNumber].filter(Boolean).join(', ')}</p>
      <p>
        {count}. {t.ui.printed(dayAndTime(Date.now(), timeZone), timeZone)}
      </p>
      {said.length > 0 && <p>{said.map(([name, value]) => `${name}: ${value}`).join(' · ')}</p>}
    </div>
  );
}

/** Shows every row first: the paper has what the filters find. */
export function PrintButton({ paged }: { readonly paged: Pick<Paged<unknown>, 'showAll'> }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isShown) return;
    setShown(false);
    print();
  }, [isShown]);
  return (
    <Button variant="default" onClick={() => void paged.showAll().then(() => setShown(true))}>
      {t.ui.print}
    </Button>
  );
}
