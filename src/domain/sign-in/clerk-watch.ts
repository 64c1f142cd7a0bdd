/**
 * The one watch of clerks. Sessions, PIN and API tokens of a clerk who is deactivated, renamed or gone
 * end for good, on record; an alert reports it (alerts/own-facts.ts). A clerk who is missing for a moment
 * can do nothing meanwhile, and loses nothing.
 */

import { ENDINGS, type Ending } from '../audit/clerk-endings.js';
import { type AuditTrail, controlPlane } from '../audit/trail.js';
import type { TokenMaker } from '../ports/api-token-store.js';
import type { ClerkReader, ClerkRow } from '../ports/clerk-reader.js';
import type { Clock, Keys, Log } from '../ports/machine.js';
import { every, Pause } from '../ports/pause.js';
import type { PinRecord } from '../ports/sign-in-stores.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { VenueStore } from '../ports/venue-store.js';
import { isOf, ownerOf } from './pins.js';
import { areClerksWhole, type SessionEnds } from './session-ends.js';

export interface ClerkWatchParts {
  readonly state: StateDatabase;
  readonly clerks: ClerkReader;
  readonly venue: Pick<VenueStore, 'requireWholeClerks'>;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly audit: AuditTrail;
  readonly log: Log;
  readonly ends: Pick<SessionEnds, 'poll'>;
}

/** While a clerk is signed in. */
const SESSIONS_MS = 500;
/** While a clerk is signed in or has an API token: one who is deactivated for a second only is found too. */
const EVERYONE_MS = 1000;
/** A timer may be early by as much. */
const EARLY_MS = 50;
/**
 * While no clerk is signed in and none has a token. What begins here ends the pause; a token of the
 * command line does not.
 */
const IDLE_MS = 5000;
/**
 * A clerk who was in no read for this long, as long as an unused session lasts, is gone. Reads before a
 * failed or a partial one don't count.
 */
const MOMENT_MS = 15 * 60_000;

/** What a clerk loses, and why. */
interface Loss {
  readonly clerkId: string;
  readonly ending: Ending;
  /** Undefined: none, or it is not theirs to lose. */
  readonly pin: PinRecord | undefined;
  /** Tokens of this name, PIN and sessions stay. */
  readonly keptName?: string;
}

export class ClerkWatch {
  readonly #parts: ClerkWatchParts;
  readonly #pause: Pause;
  /** Since when a clerk is in no read, in milliseconds of work. */
  readonly #missing = new Map<string, number>();
  /** Seen, and not stored yet: it is, also if the clerk is active again by then. */
  readonly #pending = new Map<string, Loss>();
  #checkedMs = Number.NEGATIVE_INFINITY;
  #hasTokens = true;

  constructor(parts: ClerkWatchParts) {
    this.#parts = parts;
    this.#pause = new Pause(parts.clock);
  }

  /** Until `signal` aborts. */
  async keep(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#parts;
    const loop = { clock, log, pause: this.#pause, leastMs: SESSIONS_MS, everyMs: EVERYONE_MS };
    await every({ ...loop, failed: 'Clerks could not be checked; the server retries' }, signal, () =>
      this.#round(),
    );
  }

  /** A clerk has signed in, or a token was created. */
  began(): void {
    this.#checkedMs = Number.NEGATIVE_INFINITY;
    this.#pause.end();
  }

  /** A request found this clerk deactivated: ends at once what the next round would. Never rejects. */
  async check(clerkId: string): Promise<void> {
    const { state, log } = this.#parts;
    try {
      const pin = await state.pins.find(clerkId);
      const makers = await state.apiTokens.makers();
      await this.#judge(
        pin ? [pin] : [],
        makers.filter((maker) => maker.clerkId === clerkId),
      );
    } catch (err) {
      log.warn({ err }, 'The end of the access of a clerk could not be recorded');
    }
  }

  /** How long to wait for the next one. */
  async #round(): Promise<number> {
    const { ends, clock, log } = this.#parts;
    // Where sessions can't be read there may be some: signed-in clerks continue by what was last known.
    const areSignedIn = await ends.poll().then(
      (sessions) => sessions > 0,
      (err: unknown) => {
        log.debug({ err }, 'Sessions could not be checked');
        return true;
      },
    );
    const now = clock.upMs();
    if (now - this.#checkedMs >= EVERYONE_MS - EARLY_MS) {
      this.#checkedMs = now;
      await this.#checkEveryone().catch((err: unknown) => {
        this.#missing.clear();
        log.debug({ err }, 'Clerks could not be checked');
      });
    }
    if (areSignedIn) return SESSIONS_MS;
    return this.#hasTokens ? EVERYONE_MS : IDLE_MS;
  }

  /** Everyone who has a PIN, which each session needs, or an API token. */
  async #checkEveryone(): Promise<void> {
    const { pins, apiTokens } = this.#parts.state;
    const makers = await apiTokens.makers();
    this.#hasTokens = makers.length > 0;
    for (const loss of this.#pending.values()) await this.#end(loss);
    await this.#judge(await pins.list(), makers);
  }

  async #judge(pins: readonly PinRecord[], makers: readonly TokenMaker[]): Promise<void> {
    const ids = [...new Set([...pins, ...makers].map(({ clerkId }) => clerkId))];
    if (ids.length === 0) return;
    const rows = new Map((await this.#parts.clerks.clerks(ids)).map((row) => [row.id, row]));
    const isWhole = rows.size === ids.length || (await this.#isWhole(rows.size));
    for (const clerkId of ids) {
      const [clerk, pin] = [rows.get(clerkId), pins.find((each) => each.clerkId === clerkId)];
      const names = makers.flatMap((maker) => (maker.clerkId === clerkId ? [maker.clerkName] : []));
      const loss = clerk ? this.#lossOf(clerk, pin, names) : this.#lossOfMissing(clerkId, pin, isWhole);
      if (loss) await this.#end(loss);
      else if (clerk && pin && pin.owner === undefined) await this.#own(pin, clerk);
    }
  }

  /** Rows may be left out as malformed, or the view has no clerk at all: then absence proves nothing. */
  async #isWhole(found: number): Promise<boolean> {
    const { venue, clerks } = this.#parts;
    return (await areClerksWhole(venue)) && (found > 0 || (await clerks.clerks()).length > 0);
  }

  #lossOf(clerk: ClerkRow, pin: PinRecord | undefined, tokenNames: readonly string[]): Loss | undefined {
    const { id: clerkId, name } = clerk;
    this.#missing.delete(clerkId);
    if (!clerk.active) return { clerkId, ending: 'DEACTIVATED', pin };
    if (pin && !isOf(pin, clerk, this.#parts.keys)) return { clerkId, ending: 'RENAMED', pin };
    const isRenamed = tokenNames.some((tokenName) => tokenName !== name);
    return isRenamed ? { clerkId, ending: 'RENAMED', pin: undefined, keptName: name } : undefined;
  }

  #lossOfMissing(clerkId: string, pin: PinRecord | undefined, isWhole: boolean): Loss | undefined {
    if (!isWhole) {
      this.#missing.delete(clerkId);
      return undefined;
    }
    const now = this.#parts.clock.workMs();
    const since = this.#missing.get(clerkId) ?? now;
    this.#missing.set(clerkId, since);
    return now - since >= MOMENT_MS ? { clerkId, ending: 'GONE', pin } : undefined;
  }

  /** The rehearsal's, or one that an earlier version set: from now on it is this clerk's. */
  async #own(record: PinRecord, clerk: ClerkRow): Promise<void> {
    await this.#parts.state.transaction(async ({ pins }) => {
      const now = await pins.find(clerk.id);
      if (now?.hash === record.hash) await pins.set({ ...now, owner: ownerOf(clerk, this.#parts.keys) });
    });
  }

  async #end(loss: Loss): Promise<void> {
    const { state, audit } = this.#parts;
    const { clerkId, ending, pin, keptName } = loss;
    this.#pending.set(clerkId, loss);
    await state.transaction(async (stores) => {
      // It may have ended, or been replaced, meanwhile.
      const hasPin = pin !== undefined && (await stores.pins.find(clerkId))?.hash === pin.hash;
      if (hasPin) await stores.pins.end(pin);
      if (keptName === undefined) await stores.sessions.deleteOfClerk(clerkId);
      const tokens = await stores.apiTokens.endOfClerk(clerkId, keptName);
      if (!hasPin && tokens === 0) return;
      const action = hasPin ? 'endPin' : 'endApiTokens';
      const act = { action, target: `clerk ${clerkId}`, reason: ENDINGS[ending], detail: { tokens } };
      await audit.note(controlPlane(), act, 'SUCCEEDED', stores);
    });
    this.#pending.delete(clerkId);
    this.#missing.delete(clerkId);
  }
}
