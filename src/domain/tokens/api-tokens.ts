/** API tokens: made, listed, revoked; and who one of them belongs to now. */
import { AppError } from '../../errors/errors.js';
import { type Actor, type AuditTrail, actorOf } from '../audit/trail.js';
import type { MonotonicClock } from '../clock/monotonic-clock.js';
import type { TwoGateSecurity } from '../permissions/clerk-security.js';
import { type KnownSecurity, requireFresh } from '../permissions/known-security.js';
import { gateAgainst, ranksAbove } from '../permissions/rules.js';
import type { ApiTokenStore, StoredApiToken } from '../ports/api-token-store.js';
import type { ClerkReader } from '../ports/clerk-reader.js';
import type { Clock, Log } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Caller, Viewer } from '../request/viewer.js';
import { type ApiToken, longestLife } from '../types/api-token.js';
import { Permission } from '../types/permissions.js';
import {
  type MadeApiToken,
  makeToken,
  type NewApiToken,
  noSuchToken,
  refusedTo,
  renewToken,
} from './make-token.js';
import { isSameToken, readToken } from './token-text.js';

export interface ApiTokensParts {
  readonly state: StateDatabase;
  readonly clerks: ClerkReader;
  readonly clock: Clock;
  readonly time: MonotonicClock;
  readonly log: Log;
  readonly known: KnownSecurity;
  readonly audit: AuditTrail;
  readonly security: TwoGateSecurity;
  /** Ends what a deactivated clerk has; `began`: there is a token now. */
  readonly watch: { began(): void; check(clerkId: string): Promise<void> };
}

/** A last use is written at most this often. */
const TOUCH_MS = 60_000;

export class ClerkApiTokens {
  readonly #parts: ApiTokensParts;
  /** By token: when its use was last written, in milliseconds of work. */
  readonly #touched = new Map<string, number>();

  constructor(parts: ApiTokensParts) {
    this.#parts = parts;
  }

  /** Needs a step-up; what it names the caller must hold. The secret is answered once. */
  async create(caller: Caller, input: NewApiToken): Promise<MadeApiToken> {
    const { security, watch } = this.#parts;
    const action = 'createApiToken';
    await security.requireStepUp(caller, Permission.API_TOKENS_MANAGE, action);
    const refused = refusedTo(caller.viewer, input.permissions);
    if (refused) throw await security.refusal(caller, refused.gate, refused.permission, action);
    const made = await makeToken(this.#parts, actorOf(caller), caller.viewer, input);
    watch.began();
    return made;
  }

  /** By a token, for itself: a new secret, once, as wide as before at most. The old one ends. */
  async renew(caller: Caller): Promise<MadeApiToken> {
    const { known, security, state } = this.#parts;
    const action = 'renewApiToken';
    if (!caller.viewer.token)
      throw new AppError('BAD_USER_INPUT', {
        message: 'Only a request with an API token can renew that token.',
        remedy: 'Create another token instead.',
      });
    const kept = await state.apiTokens.find(caller.viewer.token.id);
    const maker = kept && (await known.viewer(kept.clerkId, { id: kept.id, steppedUpUntil: undefined }));
    // Who knows only the secret before this one renews nothing.
    if (!kept || !maker || kept.createdAt.getTime() !== caller.viewer.token.createdAt.getTime())
      throw noSuchToken();
    requireFresh(maker);
    // Renewed again and again it would outlive the hours, or the token, that bound it.
    if (kept.madeWith !== undefined || longestLife(kept.permissions).isDelicate)
      await security.requirePerson(caller, action);
    const gate = gateAgainst(maker, Permission.API_TOKENS_MANAGE);
    if (gate) {
      const because = `${kept.createdByName}, who created this API token, can't create one now.`;
      const about = { because, target: maker.securityGroup, localCommand: 'venue-control token create' };
      throw await security.refusal(caller, gate, Permission.API_TOKENS_MANAGE, action, about);
    }
    const [lost] = kept.permissions;
    if (lost && caller.viewer.permissions.size === 0)
      throw await security.refusal(caller, 'PERMISSION', lost, action);
    return renewToken(this.#parts, actorOf(caller), maker, kept);
  }

  /** Of every maker, oldest first; an expired one for 30 days, or until its maker makes another. */
  async list(): Promise<readonly ApiToken[]> {
    return listTokens(this.#parts);
  }

  /** Ends it at once, with those that it made. */
  async revoke(caller: Caller, id: string): Promise<void> {
    const kept = await this.#parts.state.apiTokens.find(id);
    if (kept && kept.clerkId !== caller.viewer.clerk.id) await this.#requireMayEnd(caller, kept);
    await revokeToken(this.#parts, actorOf(caller), id);
  }

  /** Revoking another clerk's token needs a step-up and a rank at least as high. Clerks of the same rank may: a lost token can't wait. */
  async #requireMayEnd(caller: Caller, { id, clerkId }: StoredApiToken): Promise<void> {
    const { clerks, security } = this.#parts;
    const [action, permission] = ['revokeApiToken', Permission.API_TOKENS_MANAGE];
    await security.requireStepUp(caller, permission, action);
    const [maker] = await clerks.clerks([clerkId]);
    if (maker?.securityGroupId === undefined) return;
    const [target] = await clerks.securityGroups([maker.securityGroupId]);
    if (!target || !ranksAbove(target, caller.viewer.securityGroup)) return;
    const because = `Clerk ${clerkId}, who made this API token, is in a group that ranks above your own.`;
    const about = { because, target, localCommand: `venue-control token revoke ${id}` };
    throw await security.refusal(caller, 'HIERARCHY', permission, action, about);
  }

  /** Undefined for what isn't the form of a token, and for one that has ended. Nothing is written for a token that isn't right. */
  async viewerOf(text: string, countsAsActivity: boolean): Promise<Viewer | undefined> {
    const { state, time, known, watch } = this.#parts;
    const given = readToken(text);
    if (!given) return undefined;
    const kept = await state.apiTokens.find(given.id);
    if (!isSameToken(given, kept) || !kept || kept.expiresAt <= time.now()) return undefined;
    const maker = await known.viewer(kept.clerkId, { id: kept.id, steppedUpUntil: undefined });
    if (!maker) {
      await watch.check(kept.clerkId);
      return undefined;
    }
    // The number is someone else's now: the watch of clerks ends the token in a moment.
    if (maker.clerk.name !== kept.createdByName) return undefined;
    if (countsAsActivity) this.#touch(kept.id);
    const permissions = new Set(kept.permissions.filter((permission) => maker.permissions.has(permission)));
    return { ...maker, permissions, token: shown(kept, time) };
  }

  /** Beside the request: while the state database can't be written, a token reads on. */
  #touch(id: string): void {
    const { state, clock } = this.#parts;
    const now = clock.workMs();
    const last = this.#touched.get(id);
    if (last !== undefined && now - last < TOUCH_MS) return;
    this.#touched.set(id, now);
    state.apiTokens.touch(id, clock.now()).catch((error: unknown) => this.#warn(error));
  }

  #warn(error: unknown): void {
    this.#parts.log.warn({ err: error }, 'The outcome of an API token request was not recorded');
  }
}

export type ApiTokens = Pick<ClerkApiTokens, 'create' | 'renew' | 'list' | 'revoke'>;

export async function listTokens({
  state,
  time,
}: Pick<ApiTokensParts, 'time'> & { readonly state: { readonly apiTokens: ApiTokenStore } }): Promise<
  readonly ApiToken[]
> {
  return (await state.apiTokens.list()).map((kept) => shown(kept, time));
}

/** On record with its end. NOT_FOUND for one that isn't there. */
export async function revokeToken(
  { state, audit }: Pick<ApiTokensParts, 'state' | 'audit'>,
  actor: Actor,
  id: string,
): Promise<ApiToken> {
  const kept = await state.apiTokens.find(id);
  if (!kept) throw noSuchToken();
  const act = { action: 'revokeApiToken', target: `${kept.name} (${id})`, detail: { maker: kept.clerkId } };
  await audit.auditedChange(actor, act, async ({ apiTokens }) => {
    if ((await apiTokens.end(id)) === 0) throw noSuchToken();
  });
  return kept;
}

/** Without its hash; its end as the trusted clock will say it. */
function shown({ hash: _, madeWith: __, ...token }: StoredApiToken, time: MonotonicClock): ApiToken {
  return { ...token, expiresAt: time.toTrustedTime(token.expiresAt) };
}
