import { Button } from '@mantine/core';
import { useVenue } from '../data/contexts';
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

export function PrintButton() {
  return (
    <Button variant="default" onClick={() => print()}>
      {t.ui.print}
    </Button>
  );
}
