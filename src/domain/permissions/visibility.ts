/** Which locations a viewer sees, and the redaction of texts that name others. */
import type { LocationGroupRow } from '../ports/venue-store.js';
import type { Viewer } from '../request/viewer.js';
import { sees } from './rules.js';

/** A location that a text may name. */
export interface Named {
  readonly name: string;
  readonly locationGroupId: string;
}

export const REDACTED = 'a location that you have no access to';

/**
 * What a text that is built from names says to its reader: of a location that they don't see, that there is one, and no more. Whether they see
 * it is `sees`, in the rules, and nowhere else. A text as this viewer reads it. A longer name counts before a shorter one that is part of it;
 * one that is both, hidden and in sight, is hidden.
 */
export function redactionFor(
  viewer: Pick<Viewer, 'scope'>,
  named: readonly Named[],
): (text: string) => string {
  const hidden = new Set(
    named.filter(({ locationGroupId }) => !sees(viewer, locationGroupId)).map(({ name }) => folded(name)),
  );
  if (hidden.size === 0) return (text) => text;
  const names = [...new Set(named.map(({ name }) => name))]
    .filter((name) => name.trim() !== '')
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return (text) => text.replace(pattern, (name) => (hidden.has(folded(name)) ? REDACTED : name));
}

function folded(name: string): string {
  return name.toLowerCase();
}

/** Those Location Groups that the viewer's Clerk Group sees; none for no one. */
export function visibleGroups(
  viewer: Viewer | undefined,
  groups: readonly LocationGroupRow[],
): readonly LocationGroupRow[] {
  if (viewer === undefined) return [];
  return groups.filter((group) => sees(viewer, group.id));
}
