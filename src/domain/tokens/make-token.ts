/** Makes an API token, for the API and the command line: never with more permissions than its creator, never longer than allowed. */
import { AppError } from '../../errors/errors.js';
import type { Actor, AuditTrail } from '../audit/trail.js';
import type { MonotonicClock } from '../clock/monotonic-clock.js';
import { gateAgainst } from '../permissions/rules.js';
import type { StoredApiToken } from '../ports/api-token-store.js';
import type { Clock } from '../ports/machine.js';
import type { Viewer } from '../request/viewer.js';
import { type ApiToken, longestLife } from '../types/api-token.js';
import { ALL_PERMISSIONS, Permission } from '../types/permissions.js';
import { mintToken } from './token-text.js';

export interface NewApiToken {
  /** 1 to 100 characters. */
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly expiresAt: Date;
}

export interface MadeApiToken extends ApiToken {
  /** The whole token; kept nowhere. */
  readonly token: string;
}

export interface MakeTokenParts {
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly time: MonotonicClock;
}

/** Enough for any venue, and an end to a list that has no pages. */
const TOKENS_OF_A_CLERK = 50;

/** What is against a token of this maker with these permissions; undefined: nothing. */
export function refusedTo(
  maker: Viewer,
  permissions: readonly Permission[],
): { readonly gate: 'SCOPE' | 'PERMISSION'; readonly permission: Permission } | undefined {
  for (const permission of permissions) {
    const gate = gateAgainst(maker, permission);
    if (gate) return { gate, permission };
  }
  return undefined;
}

/** On record with its making. `maker` must hold what it names: ask `refusedTo` first. */
export async function makeToken(
  { audit, clock, time }: MakeTokenParts,
  actor: Actor,
  maker: Viewer,
  input: NewApiToken,
): Promise<MadeApiToken> {
  const permissions = ALL_PERMISSIONS.filter((permission) => input.permissions.includes(permission));
  const createdAt = clock.now();
  requireFitting(maker, { ...input, permissions }, createdAt);
  const { id, text, hash } = mintToken();
  const { name, expiresAt } = input;
  const kept = { id, name, permissions, clerkId: maker.clerk.id, createdByName: maker.clerk.name, createdAt };
  const act = {
    action: 'createApiToken',
    target: `${name} (${id})`,
    detail: { maker: maker.clerk.id, permissions, expiresAt: expiresAt.toISOString() },
  };
  const now = time.now();
  await audit.auditedChange(actor, act, async ({ apiTokens }) => {
    await apiTokens.dropExpired(now, maker.clerk.id);
    if ((await apiTokens.countOf(maker.clerk.id)) >= TOKENS_OF_A_CLERK) throw tooMany(maker);
    const lives = new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime());
    const madeWith = maker.token?.id;
    await apiTokens.insert({ ...kept, hash, madeWith, expiresAt: lives, lastUsedAt: undefined });
  });
  return { ...kept, expiresAt, lastUsedAt: undefined, token: text };
}

/**
 * A new secret for `kept`, whose old one ends with it: the same ID and name, for as long as before, and never wider than its maker is now.
 * On record with it. NOT_FOUND where another request was first.
 */
export async function renewToken(
  { audit, clock, time }: MakeTokenParts,
  actor: Actor,
  maker: Viewer,
  kept: StoredApiToken,
): Promise<MadeApiToken> {
  const permissions = kept.permissions.filter((permission) => maker.permissions.has(permission));
  const createdAt = clock.now();
  const left = kept.expiresAt.getTime() - time.now().getTime();
  const life = time.toTrustedTime(kept.expiresAt).getTime() - kept.createdAt.getTime();
  // A machine's clock that was set back meanwhile would end it sooner than before.
  const ms = Math.min(Math.max(life, left), longestLife(permissions).ms);
  const expiresAt = new Date(createdAt.getTime() + ms);
  const { text, hash } = mintToken(kept.id);
  const act = {
    action: 'renewApiToken',
    target: `${kept.name} (${kept.id})`,
    detail: { maker: maker.clerk.id, permissions, expiresAt: expiresAt.toISOString() },
  };
  await audit.auditedChange(actor, act, async ({ apiTokens }) => {
    const lives = new Date(time.now().getTime() + ms);
    if (!(await apiTokens.renew(kept.id, kept.hash, { hash, permissions, createdAt, expiresAt: lives })))
      throw noSuchToken();
  });
  const { id, name, clerkId, createdByName, lastUsedAt } = kept;
  return { id, name, permissions, clerkId, createdByName, createdAt, expiresAt, lastUsedAt, token: text };
}

export function noSuchToken(): AppError {
  return new AppError('NOT_FOUND', { message: 'The API token does not exist, or was already revoked.' });
}

function requireFitting(maker: Viewer, { permissions, expiresAt }: NewApiToken, now: Date): void {
  const life = longestLife(permissions);
  const ms = expiresAt.getTime() - now.getTime();
  if (ms <= 0) throw badExpiry('The expiry time is in the past.', life.words);
  if (ms > life.ms) throw badExpiry('The expiry time is too far ahead.', life.words);
  if (!maker.token) return;
  // A token that is found by someone must not live on in what they make with it.
  if (permissions.includes(Permission.API_TOKENS_MANAGE))
    throw new AppError('PERSON_NEEDED', {
      message: `A token can't create a token with ${Permission.API_TOKENS_MANAGE}.`,
    });
  if (expiresAt > maker.token.expiresAt)
    throw badExpiry(
      'The expiry time is after that of the token that makes the request.',
      'Choose a time before the token of the request expires.',
    );
}

function badExpiry(message: string, remedy: string): AppError {
  return new AppError('BAD_USER_INPUT', { message, remedy, details: { argument: 'input.expiresAt' } });
}

function tooMany({ clerk }: Viewer): AppError {
  return new AppError('BAD_USER_INPUT', {
    message: `${clerk.name} already has ${TOKENS_OF_A_CLERK} API tokens.`,
    remedy: 'Revoke unused tokens, then try again.',
  });
}
