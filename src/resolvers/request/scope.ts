import type { Viewer } from '../../operations/clerks/viewer.js';
import type { LocationGroupRow } from '../../operations/ports/venue-store.js';

/** Those Location Groups that the viewer's Clerk Group sees; none for nobody. */
export function visibleGroups(
  viewer: Viewer | undefined,
  groups: readonly LocationGroupRow[],
): readonly LocationGroupRow[] {
  if (viewer === undefined) return [];
  const { every, locationGroupIds } = viewer.scope;
  return every ? groups : groups.filter((group) => locationGroupIds.has(group.id));
}
