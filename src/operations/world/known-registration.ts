/** The registration as it was last read, for looking at services and history while the venue's database is away. Plans never rest on it. */
import { AppError } from '../../errors.js';
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Clock } from '../ports/machine.js';
import type { Registration, VenueStore } from '../ports/venue-store.js';

const NAME = 'registration';
/** A database that takes longer counts as away where a last known registration exists. */
const SLOW_MS = 3000;

export interface KnownRegistration extends Registration {
  /** When the venue's database said so. */
  readonly observedAt: Date;
}

export class RegistrationReader {
  readonly #parts: { readonly venue: VenueStore; readonly keyValues: KeyValueStore; readonly clock: Clock };
  #last: KnownRegistration | undefined;

  constructor(parts: {
    readonly venue: VenueStore;
    readonly keyValues: KeyValueStore;
    readonly clock: Clock;
  }) {
    this.#parts = parts;
  }

  /** Fresh, or the last known while the database is away; rejects where nothing was ever known. */
  async read(): Promise<KnownRegistration> {
    const { venue, keyValues, clock } = this.#parts;
    try {
      const registration = await (this.#last ? this.#inTime(venue.registration()) : venue.registration());
      const isNew = !this.#last || JSON.stringify(registration) !== JSON.stringify(withoutTime(this.#last));
      this.#last = { ...registration, observedAt: clock.now() };
      // Kept beside the answer: what can't be kept now is kept with a later one.
      if (isNew) keyValues.set(NAME, { ...registration }, clock.now()).catch(() => undefined);
      return this.#last;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'VENUE_DATABASE_UNAVAILABLE') throw error;
      const known = this.#last ?? (await this.#recall());
      if (!known) throw error;
      return known;
    }
  }

  async #inTime(registration: Promise<Registration>): Promise<Registration> {
    const enough = new AbortController();
    const late = this.#parts.clock.sleep(SLOW_MS, enough.signal).then(() => {
      if (enough.signal.aborted) return registration;
      throw new AppError('VENUE_DATABASE_UNAVAILABLE');
    });
    return Promise.race([registration, late]).finally(() => enough.abort());
  }

  async #recall(): Promise<KnownRegistration | undefined> {
    const kept = await this.#parts.keyValues.get(NAME);
    return kept && { ...(kept.value as unknown as Registration), observedAt: kept.at };
  }
}

function withoutTime({ observedAt: _, ...registration }: KnownRegistration): Registration {
  return registration;
}
