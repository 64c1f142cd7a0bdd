import { sees } from '../../domain/permissions/rules.js';
import type { LocationGroupRow } from '../../domain/ports/venue-store.js';
import type { Viewer } from '../../domain/request/viewer.js';

/** Those Location Groups that the viewer's Clerk Group sees; none for no one. */
export function visibleGroups(
  viewer: Viewer | undefined,
  groups: readonly LocationGroupRow[],
): readonly LocationGroupRow[] {
  if (viewer === undefined) return [];
  return groups.filter((group) => sees(viewer, group.id));
}
