/**
 * Sessions end when their clerk is switched off, changes a group or loses a permission, also by its expiry, and never come back. All that
 * live are checked together twice a second, idle ones too, so that one that no one used meanwhile doesn't outlive a spell.
 */

import type { MonotonicClock } from '../clock/monotonic-clock.js';
import { isVenueAway } from '../permissions/known-security.js';
import type { ClerkReader, ClerkStanding } from '../ports/clerk-reader.js';
import type { Clock, Log } from '../ports/machine.js';
import { Pause } from '../ports/pause.js';
import type { Session } from '../ports/sign-in-stores.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Viewer } from '../request/viewer.js';
import { canonicalJson } from '../types/canonical-json.js';

export const IDLE_MS = 15 * 60_000;
const CHECK_EVERY_MS = 500;
/** While no clerk is signed in: a sign-in ends the pause. */
const NO_SESSION_MS = 60_000;

export interface SessionEndsParts {
  readonly state: StateDatabase;
  readonly clerks: ClerkReader;
  readonly time: MonotonicClock;
  readonly clock: Clock;
  readonly log: Log;
}

export class SessionEnds {
  readonly #parts: SessionEndsParts;
  /** Over, also while the state database can't be determined. */
  readonly #ended = new Set<string>();
  readonly #pause: Pause;

  constructor(parts: SessionEndsParts) {
    this.#parts = parts;
    this.#pause = new Pause(parts.clock);
  }

  /** Until `signal` aborts. */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const mostMs = (await this.#mayLive()) ? CHECK_EVERY_MS : NO_SESSION_MS;
      await this.#pause.take(CHECK_EVERY_MS, mostMs, signal);
    }
  }

  /** Someone has signed in. */
  began(): void {
    this.#pause.end();
  }

  /** Also true while that can't be read: the signed-in clerk continues by what was last known, and it is checked again in a moment. */
  async #mayLive(): Promise<boolean> {
    try {
      return (await this.poll()) > 0;
    } catch (error) {
      if (!isVenueAway(error)) this.#parts.log.debug({ err: error }, 'Sessions could not be read');
      return true;
    }
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
    for (const session of living) await this.holds(session, byClerk.get(session.clerkId));
    return living.length;
  }

  /** It was seen to end, whether or not the state database knows it yet. */
  isOver({ id }: Session): boolean {
    return this.#ended.has(id);
  }

  /** False: the session is over, from now on and whatever comes. `standing` undefined: there is no such clerk. */
  async holds(session: Session, standing: ClerkStanding | undefined): Promise<boolean> {
    if (this.isOver(session)) return false;
    if (!standing?.active || (session.standing !== undefined && hasLost(session.standing, standing))) {
      this.#ended.add(session.id);
      await this.#delete(session.id);
      return false;
    }
    const kept = asKept(standing);
    if (kept !== session.standing)
      await this.#parts.state.sessions
        .setStanding(session.id, kept)
        .catch((error: unknown) => this.#say(error));
    return true;
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

/** Whether something of what was kept is gone. More than there was is no loss. */
function hasLost(kept: string, now: ClerkStanding): boolean {
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
