/** The venue for the API: registration, connection, and the state of its locations in the cloud. */
import { AppError } from '../../errors/errors.js';
import type { Clock } from '../ports/machine.js';
import type { Registration } from '../ports/venue-store.js';
import type { CloudReader } from './cloud-reader.js';
import type { OnboardingView } from './onboarding-state.js';
import { type RegistrationReader, registrationState } from './registration.js';

export interface VenueView extends Registration {
  readonly rehearsal: boolean;
  readonly registrationState: 'CURRENT' | 'EXPIRING' | 'EXPIRED';
  /** e.g. m*****r@example.com */
  readonly maskedEmail: string;
  /** When the venue's database said so. */
  readonly observedAt: Date;
}

export interface LocationCloudState {
  readonly locationId: string;
  readonly activated: boolean;
  readonly cloudClientId: string | undefined;
}

/** Answers of the cloud younger than this are good enough. */
const RECENT_MS = 3000;

export interface VenueReaderParts {
  readonly registration: RegistrationReader;
  readonly cloud: CloudReader;
  readonly clock: Clock;
  /** As the venue's status judges it. */
  readonly onboarding: () => Promise<OnboardingView>;
  /** Whether this venue is a rehearsal. */
  readonly rehearsal: boolean;
}

export class LiveVenueReader {
  readonly #parts: VenueReaderParts;

  constructor(parts: VenueReaderParts) {
    this.#parts = parts;
  }

  async venue(): Promise<VenueView> {
    const registration = await this.#parts.registration.read();
    const { expiresOn, timeZone, registeredEmail } = registration;
    return {
      ...registration,
      rehearsal: this.#parts.rehearsal,
      registrationState: registrationState(expiresOn, timeZone, this.#parts.clock.now()),
      maskedEmail: maskEmail(registeredEmail),
    };
  }

  onboarding(): Promise<OnboardingView> {
    return this.#parts.onboarding();
  }

  /** Undefined when the cloud can't be asked now. */
  async locationStates(): Promise<ReadonlyMap<string, LocationCloudState> | undefined> {
    const { customerNumber } = await this.#parts.registration.read();
    const cloud = await this.#parts.cloud.recent(customerNumber, RECENT_MS);
    if (cloud instanceof AppError) return undefined;
    return new Map(cloud.locations.map((location) => [location.locationId, location]));
  }
}

export type VenueReader = Pick<LiveVenueReader, 'venue' | 'onboarding' | 'locationStates'>;

/** m*****r@example.com: the first and the last letter, never the length. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  const name = address.slice(0, Math.max(at, 0));
  return `${name.charAt(0)}*****${name.length > 1 ? name.charAt(name.length - 1) : ''}${at < 0 ? '' : address.slice(at)}`;
}
