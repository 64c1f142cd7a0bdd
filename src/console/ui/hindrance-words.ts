import type { VenueAround } from '../data/contexts';
import { inSentence, permissionPath } from '../format/format';
import type { Permission } from '../generated/graphql';
import { t } from '../messages';

/** `You need Services > Control: "Support" does not grant it.`; undefined: nothing blocks it. */
export function hindranceOf(
  { mayDo }: Pick<VenueAround, 'mayDo'>,
  permission: Permission,
): string | undefined {
  const found = mayDo?.find((each) => each.permission === permission);
  return found && !found.allowed
    ? t.problem.hindrance(permissionPath(permission), inSentence(found.why))
    : undefined;
}
