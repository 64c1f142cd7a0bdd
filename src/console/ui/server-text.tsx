import { english } from '../messages/current';
import { useVenue } from '../venue-context';
import { inVenueTime } from './format';

/** A sentence of the server's: English whatever the page speaks, which a screen reader has to know; its moments in venue time. */
export function ServerText({ children }: { readonly children: string | null | undefined }) {
  const { timeZone } = useVenue();
  if (!children) return null;
  const text = inVenueTime(children, timeZone);
  return english() === undefined ? text : <span lang={english()}>{text}</span>;
}
