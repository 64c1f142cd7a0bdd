import { sees } from '../../operations/clerks/rules.js';
import type { Viewer } from '../../operations/clerks/viewer.js';
import type { LocationGroupRow } from '../../operations/ports/venue-store.js';

/** Those Location Groups that the viewer's Clerk Group sees; none for nobody. */
export function visibleGroups(
  viewer: Viewer | undefined,
  groups: readonly LocationGroupRow[],
): readonly LocationGroupRow[] {
  if (viewer === undefined) return [];
  return groups.filter((group) => sees(viewer, group.id));
}
