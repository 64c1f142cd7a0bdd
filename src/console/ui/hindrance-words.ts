import type { VenueAround } from '../data/contexts';
import { permissionPath } from '../format/format';
import type { Permission } from '../generated/graphql';
import { t } from '../messages';

export interface Hindered {
  readonly sentence: string;
  /** The server's own words: by which group, or what is missing. */
  readonly why?: string;
}

/** `You may not change this: Services > Control. "Support" does not grant it.`; undefined: nothing blocks it. */
export function hindranceOf(
  { mayDo }: Pick<VenueAround, 'mayDo'>,
  permission: Permission,
): Hindered | undefined {
  const found = mayDo?.find((each) => each.permission === permission);
  return found && !found.allowed
    ? { sentence: t.problem.hindrance(permissionPath(permission)), why: found.why }
    : undefined;
}
