/** Grants and revokes permissions of Clerk Security Groups: only of groups below the caller's, and only what the caller has. */
import { bulkhead } from 'cockatiel';
import { AppError } from '../../errors/errors.js';
import { type AuditTrail, actorOf } from '../audit/trail.js';
import type { AuditFacts } from '../ports/audit-log.js';
import type { PermissionTickRow, SecurityGroupRow } from '../ports/clerk-reader.js';
import type { ClerkStore } from '../ports/clerk-store.js';
import type { Clock } from '../ports/machine.js';
import type { Caller } from '../request/viewer.js';
import { PERMISSIONS, Permission } from '../types/permissions.js';
import { type About, grantCommand, type Refusals, revokeCommand } from './refusals.js';
import { gateAgainst, type Held, outlasts, ranksAbove, shortens } from './rules.js';
import { editorsOf, isLastEditor, type StandingSources } from './standing.js';

export interface TickInput {
  readonly securityGroupId: string;
  readonly permission: Permission;
  readonly reason: string;
}

export interface GrantInput extends TickInput {
  /** Default: never. */
  readonly expiresAt?: Date;
}

export interface GrantsParts extends StandingSources {
  readonly clerks: ClerkStore;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly refusals: Refusals;
  requireStepUp(caller: Caller, permission: Permission, action: string): Promise<void>;
}

/** One request, with the group and its permission as they are now. */
interface Change {
  readonly action: 'grantPermission' | 'revokePermission';
  readonly caller: Caller;
  readonly input: GrantInput;
  readonly group: SecurityGroupRow;
  /** The permission that is to change. */
  readonly box: PermissionTickRow;
}

export class Grants {
  readonly #parts: GrantsParts;
  /** One at a time, so that each is checked against what the one before it wrote. */
  readonly #turns = bulkhead(1, Number.POSITIVE_INFINITY);

  constructor(parts: GrantsParts) {
    this.#parts = parts;
  }

  grant(caller: Caller, input: GrantInput): Promise<SecurityGroupRow> {
    return this.#turns.execute(async () => {
      const at = this.#parts.clock.now();
      const change = await this.#changeOf('grantPermission', caller, input, at);
      await this.#requireMay(change);
      const { expiresAt } = input;
      if (shortens(expiresAt, change.box)) throw wouldEndEarlier(change);
      return this.#record(change, { granted: true, expiresAt }, (tick) =>
        this.#parts.clerks.grant({ ...tick, at, ...(expiresAt ? { expiresAt } : {}) }),
      );
    });
  }

  revoke(caller: Caller, input: TickInput): Promise<SecurityGroupRow> {
    return this.#turns.execute(async () => {
      const at = this.#parts.clock.now();
      const change = await this.#changeOf('revokePermission', caller, input, at);
      await this.#requireMay(change);
      if (input.permission === EDIT && (await isLastEditor(this.#parts, change.group.id)))
        throw await this.#refusal(change, lastEditor(change.group), GRANT_FIRST);
      return this.#record(change, { granted: false }, async (tick) => {
        if (!(await revokeUnlessLast(this.#parts, { ...tick, at }))) throw wasLast(change.group);
      });
    });
  }

  async #changeOf(action: Change['action'], caller: Caller, input: GrantInput, now: Date): Promise<Change> {
    const { clerks, requireStepUp } = this.#parts;
    await requireStepUp(caller, EDIT, action);
    const { securityGroupId, permission, expiresAt } = input;
    if (expiresAt && expiresAt <= now)
      throw invalid(
        'The expiry time is in the past.',
        'Choose a time in the future, or omit the expiry time.',
      );
    const [group] = await clerks.securityGroups([securityGroupId]);
    if (!group)
      throw new AppError('NOT_FOUND', { message: `Security group ${securityGroupId} does not exist.` });
    const ticks = await clerks.ticks([group.id]);
    const box = ticks.find((tick) => tick.permission === permission) ?? cleared(group.id, permission);
    return { action, caller, input, group, box };
  }

  /** Rejects with HIERARCHY unless the caller ranks above the group and has the permission, at least as long as it is granted. */
  async #requireMay(change: Change): Promise<void> {
    const { action, caller, input, group } = change;
    const { path } = PERMISSIONS[input.permission];
    const end = caller.viewer.endings?.get(input.permission);
    if (!ranksAbove(caller.viewer.securityGroup, group))
      throw await this.#refusal(change, `"${group.name}" does not rank below your own group.`);
    if (gateAgainst(caller.viewer, input.permission) !== undefined)
      throw await this.#refusal(
        change,
        `You may not grant or revoke "${path}": you do not have it yourself.`,
      );
    if (action === 'grantPermission' && outlasts(input.expiresAt, end))
      throw await this.#refusal(
        change,
        `You have "${path}" until ${end?.toISOString()}, so you can't grant it for longer.`,
      );
  }

  #refusal(change: Change, because: string, first?: string): Promise<AppError> {
    const { action, caller, input, group } = change;
    const { permission, expiresAt } = input;
    const isGrant = action === 'grantPermission';
    const about: About = {
      because,
      target: group,
      localCommand: (isGrant ? grantCommand : revokeCommand)(group, permission, caller.viewer.clerk),
      ...(isGrant ? { grant: { until: expiresAt } } : {}),
      ...(first === undefined ? {} : { first }),
    };
    return this.#parts.refusals.of(caller, { gate: 'HIERARCHY', permission, action, about });
  }

  async #record(
    { action, caller, input, group, box }: Change,
    after: Pick<PermissionTickRow, 'granted'> & Partial<PermissionTickRow>,
    write: (tick: { securityGroupId: string; permission: Permission; byName: string }) => Promise<void>,
  ): Promise<SecurityGroupRow> {
    const { permission, reason } = input;
    const facts = { before: shown(box), after: shown(after) };
    const act = { action, target: `${group.name}: ${permission}`, reason, ...facts };
    await this.#parts.audit.audited(actorOf(caller), act, () =>
      write({ securityGroupId: group.id, permission, byName: caller.viewer.clerk.name }),
    );
    return group;
  }
}

const EDIT = Permission.CLERK_SECURITY_EDIT;

export const GRANT_FIRST =
  "Grant it without an end to another group first, one with an active clerk who has access to the whole venue. The last one can't be revoked, not even by the local command.";

/** Detected after the revocation: another process revoked the other one. */
export function wasLast(group: SecurityGroupRow): AppError {
  return new AppError('FORBIDDEN', { message: lastEditor(group), remedy: GRANT_FIRST });
}

export function lastEditor({ name }: SecurityGroupRow): string {
  return `"${name}" is the last group that has "${PERMISSIONS[EDIT].path}" without an end. Without it no clerk could grant permissions.`;
}

function cleared(securityGroupId: string, permission: Permission): PermissionTickRow {
  const unknown = { grantedByName: undefined, grantedAt: undefined, expiresAt: undefined };
  return { securityGroupId, permission, granted: false, ...unknown };
}

function wouldEndEarlier({ group, box, input }: Change): AppError {
  const end = box.expiresAt ? `until ${box.expiresAt.toISOString()}` : 'without an end';
  return invalid(
    `"${group.name}" already has "${PERMISSIONS[input.permission].path}", ${end}.`,
    'Revoke it first, then grant it until the earlier end.',
  );
}

function invalid(message: string, remedy: string): AppError {
  return new AppError('BAD_USER_INPUT', { message, remedy });
}

/** For the trail. */
function shown({ granted, expiresAt }: { granted: boolean; expiresAt?: Date | undefined }): AuditFacts {
  return { granted, expiresAt: expiresAt?.toISOString() ?? null };
}

type Revoked = Parameters<ClerkStore['revoke']>[0];

/**
 * Revokes a permission. Another process, such as a command beside the server, may revoke one at the same time: if no permanent editor of
 * clerk security is left, the permission is granted again. False then.
 */
export async function revokeUnlessLast(
  from: StandingSources & { readonly clerks: ClerkStore },
  tick: Revoked,
): Promise<boolean> {
  if (tick.permission !== Permission.CLERK_SECURITY_EDIT) return from.clerks.revoke(tick).then(() => true);
  const before = await editorsOf(from);
  const ticks = await from.clerks.ticks([tick.securityGroupId]);
  await from.clerks.revoke(tick);
  const expiresAt = ticks.find(({ permission }) => permission === tick.permission)?.expiresAt;
  const putBack = () => from.clerks.grant({ ...tick, ...(expiresAt ? { expiresAt } : {}) });
  const after = await editorsOf(from).catch(async (error: unknown) => {
    await putBack();
    throw error;
  });
  const forGood = (held: readonly Held[]) => held.some(({ until }) => until === undefined);
  if (after.length > 0 ? forGood(after) || !forGood(before) : before.length === 0) return true;
  await putBack();
  return false;
}
