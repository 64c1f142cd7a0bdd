import type { Permission } from '../generated/graphql';
import { useVenue } from '../venue-context';
import { type Hindered, hindranceOf } from './hindrance-words';
import { IconLock } from './icons';
import { ServerText } from './server-text';

/** Why the clerk who is signed in may not; undefined: they may, or it is not known yet, and the server holds them to it. */
export function useHindrance(permission: Permission): Hindered | undefined {
  return hindranceOf(useVenue(), permission);
}

/** Beside controls that are there and disabled: which permission, which scope is missing. Nothing where nothing is. */
export function Hindrance({ why, id }: { readonly why: Hindered | undefined; readonly id?: string }) {
  if (why === undefined) return null;
  return (
    <p className="hindrance" id={id}>
      <IconLock size={16} />
      <span>
        {why.sentence} <ServerText>{why.why}</ServerText>
      </span>
    </p>
  );
}
