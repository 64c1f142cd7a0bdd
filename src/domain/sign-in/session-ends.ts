/**
 * Sessions end when their clerk is switched off, changes a group or loses a permission, also by its
 * expiry, and never come back. All that live are checked together twice a second (clerk-watch.ts), also
 * those that no one uses: otherwise one would outlive a right that is lost and given again.
 */

import type { MonotonicClock } from '../clock/monotonic-clock.js';
import type { ClerkReader, ClerkStanding } from '../ports/clerk-reader.js';
import type { Log } from '../ports/machine.js';
import type { Session } from '../ports/sign-in-stores.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { VenueStore } from '../ports/venue-store.js';
import type { Viewer } from '../request/viewer.js';
import { canonicalJson } from '../types/canonical-json.js';

export const IDLE_MS = 15 * 60_000;

export interface SessionEndsParts {
  readonly state: StateDatabase;
  readonly clerks: ClerkReader;
  readonly venue: Pick<VenueStore, 'requireWholeClerks'>;
  readonly time: MonotonicClock;
  readonly log: Log;
}

export class SessionEnds {
  readonly #parts: SessionEndsParts;
  /** Over, also while the state database can't be determined. */
  readonly #ended = new Set<string>();

  constructor(parts: SessionEndsParts) {
    this.#parts = parts;
  }

  /** One statement for the sessions, one for what their clerks are. Answers how many sessions there were. */
  async poll(): Promise<number> {
    for (const id of [...this.#ended]) await this.#delete(id);
    const { state, clerks, time } = this.#parts;
    const now = time.now();
    const living = await state.sessions.findLiving(now, new Date(now.getTime() - IDLE_MS));
    if (living.length === 0) return 0;
    const standings = await clerks.standings([...new Set(living.map(({ clerkId }) => clerkId))]);
    const byClerk = new Map(standings.map((standing) => [standing.id, standing]));
    for (const session of living) {
      const standing = byClerk.get(session.clerkId);
      // Who is missing loses nothing here: the watch of clerks decides when they are gone.
      if (standing) await this.holds(session, standing);
    }
    return living.length;
  }

  /** It was seen to end, whether or not the state database knows it yet. */
  isOver({ id }: Session): boolean {
    return this.#ended.has(id);
  }

  /**
   * False: the session is over, from now on and whatever comes. `standing` undefined: its clerk is
   * switched off.
   */
  async holds(session: Session, standing: ClerkStanding | undefined): Promise<boolean> {
    if (this.isOver(session)) return false;
    const before = session.standing === undefined ? undefined : (JSON.parse(session.standing) as Basis);
    if (!standing?.active || (before && isMoved(before, standing))) return this.#end(session);
    if (before && hasFewer(before, standing))
      return (await areClerksWhole(this.#parts.venue)) ? this.#end(session) : true;
    const kept = asKept(standing);
    if (kept !== session.standing)
      await this.#parts.state.sessions
        .setStanding(session.id, kept)
        .catch((error: unknown) => this.#say(error));
    return true;
  }

  async #end({ id }: Session): Promise<false> {
    this.#ended.add(id);
    await this.#delete(id);
    return false;
  }

  async #delete(id: string): Promise<void> {
    try {
      await this.#parts.state.sessions.delete(id);
      this.#ended.delete(id);
    } catch (error) {
      this.#say(error);
    }
  }

  #say(error: unknown): void {
    this.#parts.log.warn({ err: error }, 'The end of a session could not be recorded');
  }
}

/** What a session rests on: that the clerk is there, in the same two groups, with the permissions that they had. */
export function basisOf({ clerk, permissions }: Viewer): ClerkStanding {
  return { ...clerk, permissions: [...permissions] };
}

/** As it is kept with a session. */
function asKept({ clerkGroupId, securityGroupId, permissions }: ClerkStanding): string {
  return canonicalJson({
    clerkGroupId,
    securityGroupId: securityGroupId ?? null,
    permissions: [...permissions].sort(),
  });
}

interface Basis {
  readonly clerkGroupId: string;
  readonly securityGroupId: string | null;
  readonly permissions: readonly string[];
}

function isMoved(before: Basis, { clerkGroupId, securityGroupId }: ClerkStanding): boolean {
  return before.clerkGroupId !== clerkGroupId || before.securityGroupId !== (securityGroupId ?? null);
}

/** More than there was is no loss. */
function hasFewer({ permissions }: Basis, now: ClerkStanding): boolean {
  const held = new Set<string>(now.permissions);
  return permissions.some((permission) => !held.has(permission));
}

/** False: a row may be left out as malformed, and then its absence proves nothing. */
export function areClerksWhole(venue: Pick<VenueStore, 'requireWholeClerks'>): Promise<boolean> {
  return venue.requireWholeClerks().then(
    () => true,
    () => false,
  );
}
