/** The two gates, the hierarchy and proof of presence. Unknown means no. */
import { AppError } from '../../errors.js';
import type { ClerkRow, SecurityGroupRow } from '../ports/clerk-reader.js';
import type { ClerkStore } from '../ports/clerk-store.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import { PERMISSIONS, Permission } from '../words/permissions.js';
import { type Act, type AuditTrail, actorOf } from './audit-trail.js';
import type { Denials } from './denials.js';
import { isVenueAway, requireFresh } from './known-security.js';
import { forgiveAttempts } from './pins.js';
import { isLockedOut } from './sign-in-limits.js';
import type { SteadyTime } from './steady-time.js';
import type { Caller, Viewer } from './viewer.js';

export type Gate = 'SCOPE' | 'PERMISSION' | 'HIERARCHY' | 'STEP_UP';

export interface ClerkSecurity {
  /** Both gates, synchronously. Undefined: may pass. */
  gateAgainst(viewer: Viewer, permission: Permission): 'SCOPE' | 'PERMISSION' | undefined;
  /** The FORBIDDEN error with gate, permission and grantableBy; a DENIED audit row when `action` is given (mutations). Rejects with TOO_MANY_REQUESTS past the clerk's budget of refusals. */
  refusal(caller: Caller, gate: Gate, permission: Permission, action?: string): Promise<Error>;
  grant(
    caller: Caller,
    input: { securityGroupId: string; permission: Permission; reason: string; expiresAt?: Date },
  ): Promise<SecurityGroupRow>;
  revoke(
    caller: Caller,
    input: { securityGroupId: string; permission: Permission; reason: string },
  ): Promise<SecurityGroupRow>;
  /** Ticks in effect for these clerks' groups, for Clerk.permissions. */
  permissionsOf(securityGroupIds: readonly string[]): Promise<ReadonlyMap<string, readonly Permission[]>>;
  /** Lets a clerk sign in again. */
  unlock(caller: Caller, clerkId: string, reason: string): Promise<ClerkRow>;
  /** Whether each clerk is locked out of signing in. */
  locked(clerkIds: readonly string[]): Promise<ReadonlyMap<string, boolean>>;
}

export function gateAgainst(viewer: Viewer, permission: Permission): 'SCOPE' | 'PERMISSION' | undefined {
  if (!viewer.permissions.has(permission)) return 'PERMISSION';
  const { every, locationGroupIds } = viewer.scope;
  const sees = PERMISSIONS[permission].scope === 'every' ? every : every || locationGroupIds.size > 0;
  return sees ? undefined : 'SCOPE';
}

const WHY: Readonly<Record<Gate, (path: string) => { message: string; remedy: string }>> = {
  PERMISSION: (path) => ({
    message: `Your Clerk Security Group does not tick "${path}".`,
    remedy: 'Ask somebody in a group named in grantableBy to grant it.',
  }),
  SCOPE: (path) => ({
    message: `"${path}" concerns Location Groups that your Clerk Group does not see.`,
    remedy:
      'Have it done by a clerk whose Clerk Group sees the whole venue, or have your Clerk Group changed in Back Office.',
  }),
  HIERARCHY: () => ({
    message:
      'A clerk may edit only groups strictly below their own, and grant only what their own group holds.',
    remedy: 'Ask somebody in a group named in grantableBy.',
  }),
  STEP_UP: () => ({
    message: 'This needs proof that it is still you: your PIN, entered less than five minutes ago.',
    remedy: 'Call stepUp with your PIN, then send the same request with the new token.',
  }),
};

export interface ClerkSecurityParts {
  readonly clerks: ClerkStore;
  readonly state: StateDatabase;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly denials: Denials;
  readonly time: SteadyTime;
}

export class TwoGateSecurity implements ClerkSecurity {
  readonly #parts: ClerkSecurityParts;

  constructor(parts: ClerkSecurityParts) {
    this.#parts = parts;
  }

  gateAgainst = gateAgainst;

  async refusal(caller: Caller, gate: Gate, permission: Permission, action?: string): Promise<AppError> {
    const { denials } = this.#parts;
    if (action !== undefined)
      await denials.note(actorOf(caller), { action, reason: `${gate}: ${permission}` });
    denials.requireBudget(caller.viewer.token?.id ?? caller.viewer.clerk.id);
    const grantableBy =
      gate === 'STEP_UP' ? [] : await this.#whoMayGrant(caller.viewer, permission).catch(noneWhileAway);
    const { message, remedy } = WHY[gate](PERMISSIONS[permission].path);
    return new AppError('FORBIDDEN', {
      message,
      remedy: gate === 'PERMISSION' && grantableBy.length === 0 ? this.#nobodyAbove(caller.viewer) : remedy,
      details: { gate, permission, grantableBy },
    });
  }

  #nobodyAbove({ knownSince }: Viewer): string {
    return knownSince
      ? "Who may grant it can't be read while the venue's database is not answering."
      : 'Nobody ranks above you: run "venue-control clerk grant" on the server, as Administrator.';
  }

  /**
   * Rejects with STEP_UP unless the viewer proved presence less than five minutes ago, and while clerk security can't be read. An API
   * token counts as stepped up for what it names: its permissions hold nothing else.
   */
  async requireStepUp(caller: Caller, permission: Permission, action: string): Promise<void> {
    requireFresh(caller.viewer);
    const { steppedUpUntil: until, token, permissions } = caller.viewer;
    if (token) {
      if (permissions.has(permission)) return;
      return this.requirePerson(caller, action);
    }
    if (until && until > this.#parts.time.now()) return;
    throw await this.refusal(caller, 'STEP_UP', permission, action);
  }

  /** Rejects with PERSON_NEEDED where an API token asks, whatever it names: what two people decide, no script decides. */
  async requirePerson({ viewer, ...caller }: Caller, action: string): Promise<void> {
    if (!viewer.token) return;
    const { denials } = this.#parts;
    await denials.note(actorOf({ viewer, ...caller }), { action, reason: 'PERSON_NEEDED' });
    denials.requireBudget(viewer.token.id);
    throw new AppError('PERSON_NEEDED');
  }

  async grant(
    caller: Caller,
    input: { securityGroupId: string; permission: Permission; reason: string; expiresAt?: Date },
  ): Promise<SecurityGroupRow> {
    const action = 'grantPermission';
    await this.requireStepUp(caller, Permission.CLERK_SECURITY_EDIT, action);
    if (input.expiresAt && input.expiresAt <= this.#parts.clock.now()) {
      throw new AppError('BAD_USER_INPUT', {
        message: 'expiresAt is in the past.',
        remedy: 'Leave it out, or name a time to come.',
      });
    }
    const group = await this.#groupBelow(caller, input, action);
    if (gateAgainst(caller.viewer, input.permission) !== undefined) {
      throw await this.refusal(caller, 'HIERARCHY', input.permission, action);
    }
    const tick = {
      securityGroupId: group.id,
      permission: input.permission,
      byName: caller.viewer.clerk.name,
    };
    await this.#parts.audit.audited(actorOf(caller), tickAct(action, group, input), () =>
      this.#parts.clerks.grant({
        ...tick,
        at: this.#parts.clock.now(),
        ...(input.expiresAt ? { expiresAt: input.expiresAt } : {}),
      }),
    );
    return group;
  }

  async revoke(
    caller: Caller,
    input: { securityGroupId: string; permission: Permission; reason: string },
  ): Promise<SecurityGroupRow> {
    const action = 'revokePermission';
    await this.requireStepUp(caller, Permission.CLERK_SECURITY_EDIT, action);
    const group = await this.#groupBelow(caller, input, action);
    const tick = {
      securityGroupId: group.id,
      permission: input.permission,
      byName: caller.viewer.clerk.name,
    };
    await this.#parts.audit.audited(actorOf(caller), tickAct(action, group, input), () =>
      this.#parts.clerks.revoke({ ...tick, at: this.#parts.clock.now() }),
    );
    return group;
  }

  async permissionsOf(
    securityGroupIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Permission[]>> {
    const held = new Map<string, Permission[]>(securityGroupIds.map((id) => [id, []]));
    for (const tick of await this.#parts.clerks.ticks(securityGroupIds)) {
      if (tick.granted) held.get(tick.securityGroupId)?.push(tick.permission);
    }
    return held;
  }

  async unlock(caller: Caller, clerkId: string, reason: string): Promise<ClerkRow> {
    await this.requirePerson(caller, 'unlockClerk');
    requireFresh(caller.viewer);
    const [clerk] = await this.#parts.clerks.clerks([clerkId]);
    if (!clerk) throw new AppError('NOT_FOUND', { message: 'There is no such clerk.' });
    const act = { action: 'unlockClerk', target: clerk.name, reason };
    await this.#parts.audit.auditedChange(actorOf(caller), act, (stores) =>
      forgiveAttempts(stores, clerk.id),
    );
    return clerk;
  }

  async locked(clerkIds: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    const now = this.#parts.time.now();
    const attempts = await this.#parts.state.pins.attemptsOf(clerkIds);
    return new Map([...attempts].map(([id, tries]) => [id, isLockedOut(tries, now)]));
  }

  async #groupBelow(
    caller: Caller,
    input: { securityGroupId: string; permission: Permission },
    action: string,
  ): Promise<SecurityGroupRow> {
    const [group] = await this.#parts.clerks.securityGroups([input.securityGroupId]);
    if (!group)
      throw new AppError('NOT_FOUND', { message: `There is no security group ${input.securityGroupId}.` });
    const own = caller.viewer.securityGroup;
    if (!own || own.rank >= group.rank)
      throw await this.refusal(caller, 'HIERARCHY', input.permission, action);
    return group;
  }

  /** Groups strictly above the viewer's that may edit clerk security and hold the tick box themselves, highest first. */
  async #whoMayGrant(viewer: Viewer, permission: Permission): Promise<readonly string[]> {
    const groups = await this.#parts.clerks.securityGroups();
    const above = groups.filter(
      (group) => viewer.securityGroup === undefined || group.rank < viewer.securityGroup.rank,
    );
    const held = await this.permissionsOf(above.map((group) => group.id));
    return above
      .filter((group) => {
        const ticks = held.get(group.id) ?? [];
        return ticks.includes(Permission.CLERK_SECURITY_EDIT) && ticks.includes(permission);
      })
      .sort((a, b) => a.rank - b.rank)
      .map((group) => group.name);
  }
}

/** A refusal is one also while nobody can say who might lift it. */
function noneWhileAway(error: unknown): readonly string[] {
  if (isVenueAway(error)) return [];
  throw error;
}

function tickAct(
  action: string,
  group: SecurityGroupRow,
  { permission, reason }: { readonly permission: Permission; readonly reason: string },
): Act {
  return { action, target: `${group.name}: ${permission}`, reason };
}
