/** The two gates, step-up, grants, and who has a permission. What is unknown is refused. */
import { AppError } from '../../errors/errors.js';
import type { Denials } from '../audit/denials.js';
import { actorOf } from '../audit/trail.js';
import type { MonotonicClock } from '../clock/monotonic-clock.js';
import type { ClerkRow, SecurityGroupRow } from '../ports/clerk-reader.js';
import type { Caller } from '../request/viewer.js';
import type { Permission } from '../types/permissions.js';
import type { Settings } from '../types/settings.js';
import { type EffectivePermission, effectiveOf } from './effective.js';
import { type GrantInput, Grants, type GrantsParts, type TickInput } from './grants.js';
import { type PermissionHolders, permissionHolders } from './holders.js';
import { requireFresh } from './known-security.js';
import { type About, type Gate, Refusals } from './refusals.js';
import { gateAgainst, isPresent } from './rules.js';

export interface ClerkSecurityParts extends Omit<GrantsParts, 'refusals' | 'requireStepUp'> {
  readonly denials: Denials;
  readonly time: MonotonicClock;
  readonly settings: Pick<Settings, 'onboardHolders'>;
}

export class TwoGateSecurity {
  readonly #parts: ClerkSecurityParts;
  readonly #refusals: Refusals;
  readonly #grants: Grants;

  constructor(parts: ClerkSecurityParts) {
    this.#parts = parts;
    this.#refusals = new Refusals(parts);
    this.#grants = new Grants({
      ...parts,
      refusals: this.#refusals,
      requireStepUp: (caller, permission, action) => this.requireStepUp(caller, permission, action),
    });
  }

  /** Both gates, synchronously. Undefined: may pass. */
  gateAgainst = gateAgainst;

  /** The FORBIDDEN error with gate, permission and grantableBy; a DENIED audit row when `action` is given (mutations). Rejects with TOO_MANY_REQUESTS past the clerk's budget of refusals. */
  refusal(
    caller: Caller,
    gate: Gate,
    permission: Permission,
    action?: string,
    about?: About,
  ): Promise<AppError> {
    return this.#refusals.of(caller, { gate, permission, action, ...(about && { about }) });
  }

  /** Rejects with STEP_UP unless the viewer proved presence less than five minutes ago; with PERSON_NEEDED where no person asks. */
  async requirePresence(caller: Caller, permission: Permission, action: string): Promise<void> {
    await this.requirePerson(caller, action);
    // Who only asks what would be has time to prove it when they act.
    if (caller.whatIf || isPresent(caller.viewer, this.#parts.time.now())) return;
    throw await this.refusal(caller, 'STEP_UP', permission, action);
  }

  /**
   * The same for what can't be taken back: rejects also while clerk security can't be read. An API token counts as stepped up for what it
   * names: its permissions hold nothing else.
   */
  async requireStepUp(caller: Caller, permission: Permission, action: string): Promise<void> {
    requireFresh(caller.viewer);
    const { token, permissions } = caller.viewer;
    if (!token || !permissions.has(permission)) await this.requirePresence(caller, permission, action);
  }

  /** Rejects with PERSON_NEEDED where an API token asks, whatever it names: what two people decide, no script decides. */
  async requirePerson({ viewer, ...caller }: Caller, action: string): Promise<void> {
    if (!viewer.token) return;
    const { denials } = this.#parts;
    await denials.note(actorOf({ viewer, ...caller }), { action, reason: 'PERSON_NEEDED' });
    denials.requireBudget(viewer.token.id);
    throw new AppError('PERSON_NEEDED');
  }

  grant(caller: Caller, input: GrantInput): Promise<SecurityGroupRow> {
    return this.#grants.grant(caller, input);
  }

  revoke(caller: Caller, input: TickInput): Promise<SecurityGroupRow> {
    return this.#grants.revoke(caller, input);
  }

  /** Ticks in effect for these clerks' groups, for Clerk.permissions. */
  async permissionsOf(
    securityGroupIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Permission[]>> {
    const held = new Map<string, Permission[]>(securityGroupIds.map((id) => [id, []]));
    for (const tick of await this.#parts.clerks.ticks(securityGroupIds)) {
      if (tick.granted) held.get(tick.securityGroupId)?.push(tick.permission);
    }
    return held;
  }

  /** Every permission of these clerks by both gates, for Clerk.effectivePermissions. */
  effectiveOf(clerks: readonly ClerkRow[]): Promise<ReadonlyMap<string, readonly EffectivePermission[]>> {
    return effectiveOf(this.#parts, clerks);
  }

  /** Whom both gates let through, with a warning where they are too many, or too few. */
  holdersOf(permission: Permission): Promise<PermissionHolders> {
    return permissionHolders(this.#parts, permission);
  }
}

export type ClerkSecurity = Pick<
  TwoGateSecurity,
  'gateAgainst' | 'refusal' | 'grant' | 'revoke' | 'permissionsOf' | 'effectiveOf' | 'holdersOf'
>;
