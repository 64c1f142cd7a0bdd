import { inVenueTime } from '../format/format';
import { useVenue } from '../venue-context';

/** A sentence of the server, its times in venue time. */
export function ServerText({ children }: { readonly children: string | null | undefined }) {
  const { timeZone } = useVenue();
  return children ? inVenueTime(children, timeZone) : null;
}
