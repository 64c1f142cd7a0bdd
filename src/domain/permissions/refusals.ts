/** Makes FORBIDDEN helpful: which gate refused, who can grant the permission, and the request or command that does. */
import { AppError } from '../../errors/errors.js';
import type { Denials } from '../audit/denials.js';
import { actorOf } from '../audit/trail.js';
import type { ClerkRow, SecurityGroupRow } from '../ports/clerk-reader.js';
import type { Caller, Viewer } from '../request/viewer.js';
import { PERMISSIONS, Permission } from '../types/permissions.js';
import { isVenueAway } from './known-security.js';
import { gateAgainst, outlasts, ranksAbove } from './rules.js';
import { type StandingSources, standingsOf } from './standing.js';

export type Gate = 'SCOPE' | 'PERMISSION' | 'HIERARCHY' | 'STEP_UP';

export interface Refused {
  readonly gate: Gate;
  readonly permission: Permission;
  /** Of a mutation: it is recorded in the audit log. */
  readonly action?: string | undefined;
  /** By HIERARCHY. */
  readonly about?: About;
}

/** What the hierarchy forbids. */
export interface About {
  readonly because: string;
  /** Whose permission, or whose clerk; undefined: of a clerk in no group. */
  readonly target: SecurityGroupRow | undefined;
  /** It is asked to be granted, until then or for good. */
  readonly grant?: { readonly until: Date | undefined };
  /** What does it at the server itself. */
  readonly localCommand: string;
  /** No one may, nor may the local command: what comes first. */
  readonly first?: string;
}

export interface RefusalsParts extends StandingSources {
  readonly denials: Denials;
}

export class Refusals {
  readonly #parts: RefusalsParts;

  constructor(parts: RefusalsParts) {
    this.#parts = parts;
  }

  /** Counts against the clerk's budget of refusals, past which it rejects with TOO_MANY_REQUESTS. */
  async of(caller: Caller, refused: Refused): Promise<AppError> {
    const { denials } = this.#parts;
    const { viewer } = caller;
    const { gate, permission, action, about } = refused;
    if (action !== undefined)
      await denials.note(actorOf(caller), { action, reason: `${gate}: ${permission}` });
    denials.requireBudget(viewer.token?.id ?? viewer.clerk.id);
    const { path } = PERMISSIONS[permission];
    const { remedy, ...details } = await this.#help(viewer, refused);
    return new AppError('FORBIDDEN', {
      message: about?.because ?? (lacksIt(viewer, refused) ? lacks(viewer, path) : WHY[gate](path)),
      remedy,
      details: { gate, permission, ...details },
    });
  }

  async #help(viewer: Viewer, refused: Refused): Promise<Help> {
    const { gate, about } = refused;
    if (gate === 'STEP_UP') return { remedy: STEP_UP, grantableBy: [] };
    if (lacksIt(viewer, refused)) return { remedy: ANOTHER_TOKEN, grantableBy: [] };
    if (about?.first !== undefined) return { remedy: about.first, grantableBy: [] };
    const target = about ? about.target : viewer.securityGroup;
    if (!about && !target && gate === 'PERMISSION') return { remedy: NO_GROUP, grantableBy: [] };
    const grantableBy = await this.#whoMay(target, refused).catch(undefinedWhileAway);
    if (gate === 'SCOPE')
      return {
        remedy: askWithScope(grantableBy),
        grantableBy: grantableBy ?? [],
      };
    if (grantableBy === undefined) return { remedy: NOT_KNOWN, grantableBy: [] };
    if (grantableBy.length > 0)
      return { remedy: askIn(grantableBy), grantableBy, ...requestOf(viewer, target, refused) };
    const own = target && grantCommand(target, refused.permission, viewer.clerk);
    const localCommand = about?.localCommand ?? own;
    const remedy = `Run ${localCommand} on the server, as Administrator. No clerk of this venue may do it.`;
    return { remedy, grantableBy, localCommand };
  }

  /** Groups above the target in which someone may edit clerk security and holds the permission long enough, highest first. */
  async #whoMay(
    target: SecurityGroupRow | undefined,
    { permission, about }: Refused,
  ): Promise<readonly string[]> {
    const all = await standingsOf(this.#parts, await this.#parts.clerks.clerks());
    const groups = all
      .filter(
        (standing) =>
          ranksAbove(standing.securityGroup, target) &&
          gateAgainst(standing, Permission.CLERK_SECURITY_EDIT) === undefined &&
          gateAgainst(standing, permission) === undefined &&
          !(about?.grant && outlasts(about.grant.until, standing.endings.get(permission))),
      )
      .map(({ securityGroup }) => securityGroup as SecurityGroupRow)
      .sort((a, b) => a.rank - b.rank);
    return [...new Set(groups.map(({ name }) => name))];
  }
}

interface Help {
  readonly remedy: string;
  readonly grantableBy: readonly string[];
  /** What a clerk who may sends as it is. */
  readonly grantPermission?: ReturnType<typeof grantRequest>;
  readonly localCommand?: string | undefined;
}

const WHY: Readonly<Record<Gate, (path: string) => string>> = {
  PERMISSION: (path) => `Your Clerk Security Group does not have "${path}".`,
  SCOPE: (path) => `"${path}" includes Location Groups that your Clerk Group has no access to.`,
  HIERARCHY: (path) => `Your own group may not grant or revoke "${path}" there.`,
  STEP_UP: () => 'This needs your PIN, entered less than five minutes ago.',
};

/** It is the API token that doesn't name it, whatever its maker's group ticks. */
function lacksIt({ token }: Viewer, { gate, permission, about }: Refused): boolean {
  return token !== undefined && gate === 'PERMISSION' && !about && !token.permissions.includes(permission);
}

const lacks = ({ token }: Viewer, path: string) => `The API token "${token?.name}" does not have "${path}".`;
const ANOTHER_TOKEN = 'Create another token with this permission.';
const clerkOf = (groups: readonly string[]) => `a clerk of ${groups.join(' or ')}`;
const askIn = (groups: readonly string[]) => `Ask ${clerkOf(groups)}.`;
const askWithScope = (groups: readonly string[] = []) =>
  `Ask ${groups.length > 0 ? clerkOf(groups) : 'a clerk'} whose Clerk Group has access to the whole venue, or have your Clerk Group changed in Back Office.`;
const STEP_UP = 'Enter your PIN again or sign in again, then repeat the request.';
const NOT_KNOWN = "Wait until the venue's database responds: then this shows who can grant the permission.";
const NO_GROUP = 'Ask for a Clerk Security Group in Back Office: you are in none.';

/** For the permission that is missing, or that was to be ticked. */
function requestOf(
  viewer: Viewer,
  target: SecurityGroupRow | undefined,
  { permission, about }: Refused,
): Pick<Help, 'grantPermission'> {
  if (!target || (about && !about.grant)) return {};
  const { until } = about?.grant ?? {};
  return { grantPermission: grantRequest({ target, permission, until, askedBy: viewer.clerk }) };
}

/** A refusal is one also while it is unknown who might lift it. */
function undefinedWhileAway(error: unknown): undefined {
  if (isVenueAway(error)) return undefined;
  throw error;
}

export interface GrantWanted {
  readonly target: SecurityGroupRow;
  readonly permission: Permission;
  readonly until: Date | undefined;
  readonly askedBy: ClerkRow;
}

/** A grant that someone else has to make, ready to be sent or typed by a clerk who may. A document and its variables, as one sends them. */
function grantRequest({ target, permission, until, askedBy }: GrantWanted): {
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
