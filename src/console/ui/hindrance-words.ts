import type { Permission } from '../generated/graphql';
import type { VenueAround } from '../venue-context';

/** `You may not change this: Services > Control. "Support" does not tick it.`; undefined: nothing stands in the way. */
export function hindranceOf(
  { mayDo }: Pick<VenueAround, 'mayDo'>,
  permission: Permission,
): string | undefined {
  const found = mayDo?.find((each) => each.permission === permission);
  return found && !found.allowed ? `You may not change this: ${found.path}. ${found.why}` : undefined;
}
