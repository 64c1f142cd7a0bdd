/** The venue's registration with swiftpos. */
import { AppError } from '../../errors/errors.js';
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Clock } from '../ports/machine.js';
import { isUnreadable, type Registration, type VenueStore } from '../ports/venue-store.js';

const NAME = 'registration';
/** While a query takes longer than this, the database counts as away where a last known registration exists. */
const SLOW_MS = 3000;

export interface KnownRegistration extends Registration {
  /** When the venue's database said so. */
  readonly observedAt: Date;
  /** Why it is only the last known one. */
  readonly failure?: AppError;
}

/**
 * The registration as it was last read, for checking services and history while its view can't be read. Plans
 * never rest on it.
 */
export class RegistrationReader {
  readonly #parts: { readonly venue: VenueStore; readonly keyValues: KeyValueStore; readonly clock: Clock };
  #last: KnownRegistration | undefined;
  /** When the oldest query that runs was sent; a timer for each would cost more than the query. */
  #sentAtMs: number | undefined;

  constructor(parts: {
    readonly venue: VenueStore;
    readonly keyValues: KeyValueStore;
    readonly clock: Clock;
  }) {
    this.#parts = parts;
  }

  /** Fresh, or the last known while its view can't be read; rejects where nothing was ever known. */
  async read(): Promise<KnownRegistration> {
    const { keyValues, clock } = this.#parts;
    if (this.#last && clock.upMs() - (this.#sentAtMs ?? Number.POSITIVE_INFINITY) >= SLOW_MS)
      return { ...this.#last, failure: new AppError('VENUE_DATABASE_UNAVAILABLE') };
    try {
      const registration = await this.#query();
      const isNew = !this.#last || JSON.stringify(registration) !== JSON.stringify(withoutTime(this.#last));
      this.#last = { ...registration, observedAt: clock.now() };
      // Kept beside the answer: what can't be kept now is kept with a later one.
      if (isNew) keyValues.set(NAME, { ...registration }, clock.now()).catch(() => undefined);
      return this.#last;
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      const known = this.#last ?? (await this.#recall());
      if (!known) throw error;
      return { ...known, failure: error };
    }
  }

  async #query(): Promise<Registration> {
    const { venue, clock } = this.#parts;
    const isOldest = this.#sentAtMs === undefined;
    if (isOldest) this.#sentAtMs = clock.upMs();
    try {
      return await venue.registration();
    } finally {
      if (isOldest) this.#sentAtMs = undefined;
    }
  }

  async #recall(): Promise<KnownRegistration | undefined> {
    const kept = await this.#parts.keyValues.get(NAME);
    const registration = kept?.value as Registration | undefined;
    // An earlier version kept what the view had, whether or not it was a day.
    if (!kept || !registration || Number.isNaN(Date.parse(registration.expiresOn))) return undefined;
    return { ...registration, observedAt: kept.at };
  }
}

function withoutTime({ observedAt: _, ...registration }: KnownRegistration): Registration {
  return registration;
}

/** So many days before its last one a registration is called EXPIRING. */
const EXPIRING_DAYS = 30;

/** The venue's registration with swiftpos: whether it is current on a day in the venue's own time zone. */
export function registrationState(
  expiresOn: string,
  timeZone: string,
  at: Date,
): 'CURRENT' | 'EXPIRING' | 'EXPIRED' {
  const daysLeft = registrationDaysLeft(expiresOn, timeZone, at);
  if (daysLeft < 0) return 'EXPIRED';
  return daysLeft <= EXPIRING_DAYS ? 'EXPIRING' : 'CURRENT';
}

/** Until its last day; negative when it has expired. */
export function registrationDaysLeft(expiresOn: string, timeZone: string, at: Date): number {
  return (Date.parse(expiresOn) - Date.parse(dayIn(timeZone).format(at))) / 86_400_000;
}

/** Made once a zone: making one takes as long as ten statements. */
const DAYS = new Map<string, Intl.DateTimeFormat>();

/** Writes YYYY-MM-DD. Throws for what is no time zone. */
function dayIn(timeZone: string): Intl.DateTimeFormat {
  const known = DAYS.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone });
  DAYS.set(timeZone, known);
  return known;
}
