/** A grant that someone else has to make, ready to be sent or typed by a clerk who may. */
import type { ClerkRow, SecurityGroupRow } from '../ports/clerk-reader.js';
import type { Permission } from '../types/permissions.js';

export interface GrantWanted {
  readonly target: SecurityGroupRow;
  readonly permission: Permission;
  readonly until: Date | undefined;
  readonly askedBy: ClerkRow;
}

/** A document and its variables, as one sends them. */
export function grantRequest({ target, permission, until, askedBy }: GrantWanted): {
  readonly query: string;
  readonly variables: { readonly input: Readonly<Record<string, string>> };
} {
  const input = { securityGroupId: target.id, permission, reason: reasonOf(askedBy) };
  return {
    query: GRANT,
    variables: { input: until ? { ...input, expiresAt: until.toISOString() } : input },
  };
}

/** The same at the server itself. */
export function grantCommand(target: SecurityGroupRow, permission: Permission, askedBy: ClerkRow): string {
  return command('grant', target, permission, askedBy);
}

export function revokeCommand(target: SecurityGroupRow, permission: Permission, askedBy: ClerkRow): string {
  return command('revoke', target, permission, askedBy);
}

const GRANT = `mutation Grant($input: GrantPermissionInput!) {
  grantPermission(input: $input) { id name permissions { permission granted expiresAt } }
}`;

/** By ID: a name may hold what a reason or a command line may not. */
function reasonOf({ id }: ClerkRow): string {
  return `requested by clerk ${id}`;
}

function command(verb: string, target: SecurityGroupRow, permission: Permission, askedBy: ClerkRow): string {
  return `venue-control clerk ${verb} ${target.id} ${permission} --reason "${reasonOf(askedBy)}"`;
}
