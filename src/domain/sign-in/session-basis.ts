/** What a session rests on: that the clerk is there, in the same two groups, with the permissions that they had. */
import type { ClerkStanding } from '../ports/clerk-reader.js';
import type { Viewer } from '../request/viewer.js';
import { canonicalJson } from '../types/canonical-json.js';

export function basisOf({ clerk, permissions }: Viewer): ClerkStanding {
  return { ...clerk, permissions: [...permissions] };
}

/** As it is kept with a session. */
export function asKept({ clerkGroupId, securityGroupId, permissions }: ClerkStanding): string {
  return canonicalJson({
    clerkGroupId,
    securityGroupId: securityGroupId ?? null,
    permissions: [...permissions].sort(),
  });
}

/** Whether something of what was kept is gone. More than there was is no loss. */
export function hasLost(kept: string, now: ClerkStanding): boolean {
  const before = JSON.parse(kept) as {
    readonly clerkGroupId: string;
    readonly securityGroupId: string | null;
    readonly permissions: readonly string[];
  };
  const held = new Set<string>(now.permissions);
  return (
    before.clerkGroupId !== now.clerkGroupId ||
    before.securityGroupId !== (now.securityGroupId ?? null) ||
    before.permissions.some((permission) => !held.has(permission))
  );
}
