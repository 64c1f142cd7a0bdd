/** Who we are and whether we are online. */
import { AppError } from '../../errors.js';
import type { Clock, Log } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Registration } from '../ports/venue-store.js';
import type { CloudReader } from './cloud-reader.js';
import type { RegistrationReader } from './known-registration.js';
import { findLink } from './link.js';
import { firstSyncOf, type OnboardingView, stateOf, type VenueFacts } from './onboarding-state.js';
import { registrationState } from './registration.js';
import { getHostServices, getVenueHost } from './venue-host.js';

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

export interface VenueReader {
  venue(): Promise<VenueView>;
  onboarding(): Promise<OnboardingView>;
  /** Undefined when the cloud can't be asked now. */
  locationStates(): Promise<ReadonlyMap<string, LocationCloudState> | undefined>;
}

/** Answers of the cloud younger than this are good enough for a look. */
const RECENT_MS = 3000;

export interface VenueReaderParts {
  readonly registration: RegistrationReader;
  readonly scripts: ScriptRunner;
  readonly cloud: CloudReader;
  readonly state: Pick<StateDatabase, 'operations'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether this is the practice venue. */
  readonly rehearsal: boolean;
}

export class LiveVenueReader implements VenueReader {
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

  async onboarding(): Promise<OnboardingView> {
    const facts = await this.#facts();
    const { cloud } = facts;
    if (cloud instanceof AppError) {
      const detail = `${cloud.message} Whether the venue is online is unknown.`;
      const unknown = { onboardedAt: undefined, lastHeartbeatAt: undefined, firstSync: undefined };
      return { state: 'UNKNOWN', ...unknown, detail };
    }
    const { onboardedAt, lastHeartbeatAt } = cloud.connection;
    const link = await findLink(this.#parts.state.operations, { ...facts, cloud });
    const firstSync = firstSyncOf(cloud, this.#parts.clock.now());
    return { onboardedAt, lastHeartbeatAt, firstSync, ...stateOf(facts, cloud, link) };
  }

  async locationStates(): Promise<ReadonlyMap<string, LocationCloudState> | undefined> {
    const { customerNumber } = await this.#parts.registration.read();
    const cloud = await this.#parts.cloud.recent(customerNumber, RECENT_MS);
    if (cloud instanceof AppError) return undefined;
    return new Map(cloud.locations.map((location) => [location.locationId, location]));
  }

  async #facts(): Promise<VenueFacts> {
    const registration = await this.#parts.registration.read();
    const [cloud, host, services] = await Promise.all([
      this.#parts.cloud.recent(registration.customerNumber, RECENT_MS),
      this.#unlessItFails(getVenueHost(this.#parts.scripts)),
      this.#unlessItFails(getHostServices(this.#parts.scripts, ['gateway-client', 'cloud-sync'])),
    ]);
    return { registration, cloud, host, services };
  }

  async #unlessItFails<T>(question: Promise<T>): Promise<T | undefined> {
    return question.catch((error: unknown) => {
      this.#parts.log.warn({ err: error }, 'PowerShell did not report it; the response shows it as unknown');
      return undefined;
    });
  }
}

/** m*****r@example.com: the first and the last letter, never the length. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  const name = address.slice(0, Math.max(at, 0));
  return `${name.charAt(0)}*****${name.length > 1 ? name.charAt(name.length - 1) : ''}${at < 0 ? '' : address.slice(at)}`;
}
