/**
 * Clerk security as last read, for the time that the venue's database is away: sealed in the state database, at most twelve hours old. Enough to
 * read, control services, cancel and use maintenance mode. What can't be undone (onboard, resync, grants, tokens) calls `requireFresh`.
 */
import { AppError } from '../../errors/errors.js';
import type { ClerkReader, ClerkRow, SecurityGroupRow } from '../ports/clerk-reader.js';
import type { ClerkStore } from '../ports/clerk-store.js';
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Clock, Keys, Log } from '../ports/machine.js';
import type { VenueStore } from '../ports/venue-store.js';
import type { Viewer } from '../request/viewer.js';
import type { Permission } from '../types/permissions.js';
import { ClerkMissing, loadViewer } from './standing.js';

export const KNOWN_FOR_MS = 12 * 60 * 60_000;
/** What hasn't changed is written again this often, so that it stays young. */
const WRITTEN_EVERY_MS = 10 * 60_000;

export interface KnownSecurityParts {
  readonly clerks: ClerkReader;
  readonly venue: VenueStore;
  readonly keyValues: KeyValueStore;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly log: Log;
}

/** A viewer without the session, as plain JSON. */
interface KnownClerk {
  readonly clerk: ClerkRow;
  readonly securityGroup: SecurityGroupRow | null;
  readonly permissions: readonly Permission[];
  /** When ticks end by themselves. */
  readonly endings: readonly (readonly [Permission, string])[];
  readonly every: boolean;
  readonly locationGroupIds: readonly string[];
}

/** Null: switched off. Of a clerk who was missing, nothing is known while the database is away. */
type Known = KnownClerk | null | typeof MISSING;

/** A query that is no clerk's request. */
const NO_SESSION: Session = { id: '', steppedUpUntil: undefined };

const MISSING = 'missing';

type Session = { readonly id: string; readonly steppedUpUntil: Date | undefined };

export class KnownSecurity {
  readonly #parts: KnownSecurityParts;
  readonly #written = new Map<string, { readonly text: string; readonly atMs: number }>();

  constructor(parts: KnownSecurityParts) {
    this.#parts = parts;
  }

  /**
   * Undefined when the clerk is switched off. Throws ClerkMissing, and VENUE_DATABASE_UNAVAILABLE where
   * nothing young enough is known either.
   */
  async viewer(clerkId: string, session: Session): Promise<Viewer | undefined> {
    try {
      const viewer = await loadViewer(this.#parts, clerkId, session);
      this.#remember(clerkId, viewer ? knownOf(viewer) : null);
      return viewer;
    } catch (error) {
      if (error instanceof ClerkMissing) await this.#forget(clerkId, MISSING);
      if (!isVenueAway(error)) throw error;
      const known = await this.#recall(clerkId, error);
      return known && { ...known, sessionId: session.id, steppedUpUntil: session.steppedUpUntil };
    }
  }

  async clerk(clerkId: string): Promise<ClerkRow | undefined> {
    try {
      const [clerk] = await this.#parts.clerks.clerks([clerkId]);
      if (!clerk?.active) void this.#forget(clerkId, clerk ? null : MISSING);
      return clerk;
    } catch (error) {
      if (!isVenueAway(error)) throw error;
      return (await this.#recall(clerkId, error))?.clerk;
    }
  }

  /** After a tick was given or taken: what is kept of those whom it concerns is what holds now, also of a clerk from whom nothing is heard. */
  async readAgain(securityGroupId: string): Promise<void> {
    const { clerks, keyValues, log } = this.#parts;
    try {
      for (const { id } of await clerks.clerksOfSecurityGroups([securityGroupId]))
        if (await keyValues.get(nameOf(id))) await this.viewer(id, NO_SESSION);
    } catch (error) {
      log.warn({ err: error }, 'The cached clerk security is older than the last grant or revoke');
    }
  }

  /** Beside the request: what can't be kept now is kept at the next one. */
  #remember(clerkId: string, known: Known): void {
    const { keyValues, keys, clock, log } = this.#parts;
    const text = JSON.stringify(known);
    const last = this.#written.get(clerkId);
    if (last?.text === text && clock.upMs() - last.atMs < WRITTEN_EVERY_MS) return;
    this.#written.set(clerkId, { text, atMs: clock.upMs() });
    const at = clock.now();
    const value = { known: text, seal: keys.hmac('audit', sealed(text, at)) };
    keyValues.set(nameOf(clerkId), value, at).catch((error: unknown) => {
      this.#written.delete(clerkId);
      log.warn({ err: error }, 'Clerk security could not be cached');
    });
  }

  /** Who was switched off stays so while the database is away. Of an ID that no one ever had nothing is kept. */
  async #forget(clerkId: string, known: null | typeof MISSING): Promise<void> {
    const kept = await this.#parts.keyValues.get(nameOf(clerkId)).catch(() => undefined);
    if (kept) this.#remember(clerkId, known);
  }

  /** Undefined for who was switched off; throws `away` where nothing young enough is known. */
  async #recall(
    clerkId: string,
    away: unknown,
  ): Promise<Omit<Viewer, 'sessionId' | 'steppedUpUntil'> | undefined> {
    const { keyValues, keys, clock } = this.#parts;
    const kept = await keyValues.get(nameOf(clerkId));
    if (!kept) throw away;
    const text = String(kept.value['known']);
    const now = clock.now();
    const age = now.getTime() - kept.at.getTime();
    const isWhole = keys.hmac('audit', sealed(text, kept.at)) === kept.value['seal'];
    if (!isWhole || age < 0 || age > KNOWN_FOR_MS) throw away;
    const known = JSON.parse(text) as Known;
    if (known === null) return undefined;
    if (known === MISSING) throw away;
    const ended = new Set(known.endings.filter(([, at]) => new Date(at) <= now).map(([tick]) => tick));
    return {
      clerk: known.clerk,
      securityGroup: known.securityGroup ?? undefined,
      permissions: new Set(known.permissions.filter((permission) => !ended.has(permission))),
      scope: { every: known.every, locationGroupIds: new Set(known.locationGroupIds) },
      knownSince: kept.at,
    };
  }
}

/** The same store, after whose writes what is kept is read again. */
export function readAgainAfterWrites(store: ClerkStore, known: KnownSecurity): ClerkStore {
  return {
    ...store,
    async grant(tick) {
      await store.grant(tick);
      await known.readAgain(tick.securityGroupId);
    },
    async revoke(tick) {
      await store.revoke(tick);
      await known.readAgain(tick.securityGroupId);
    },
  };
}

function knownOf({ clerk, securityGroup, permissions, endings, scope }: Viewer): Known {
  return {
    clerk,
    securityGroup: securityGroup ?? null,
    permissions: [...permissions],
    endings: [...(endings ?? [])].map(([permission, at]) => [permission, at.toISOString()]),
    every: scope.every,
    locationGroupIds: [...scope.locationGroupIds],
  };
}

/** For what can't be taken back: throws while the viewer is only what was last known. */
export function requireFresh({ knownSince }: Pick<Viewer, 'knownSince'>): void {
  if (knownSince === undefined) return;
  throw new AppError('VENUE_DATABASE_UNAVAILABLE', {
    message: `The venue's database is not responding. This request requires your current permissions, not those of ${knownSince.toISOString()}.`,
  });
}

export function isVenueAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'VENUE_DATABASE_UNAVAILABLE';
}

function nameOf(clerkId: string): string {
  return `clerk ${clerkId}`;
}

/** What no audit row can read like, as those are JSON objects. */
function sealed(text: string, at: Date): string {
  return `clerk security ${at.toISOString()} ${text}`;
}
