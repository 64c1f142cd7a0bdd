/** What the cloud's rules read and change. A simulated venue has it, and so has the rehearsal's cloud, which stores it between two requests. */
import type { Faults } from '../records.js';
import type { VenueModel } from '../state.js';

export interface CloudModel {
  /** Time of the request. */
  readonly at: number;
  readonly faults: Faults;
  readonly cloud: CloudState;
  readonly database: Registration;
  readonly ledger: VenueModel['ledger'];
}

export type CloudState = Pick<
  VenueModel['cloud'],
  'codes' | 'mails' | 'redemptions' | 'jobs' | 'activations'
>;
export type Registration = Pick<
  VenueModel['database'],
  'customerNumber' | 'companyName' | 'registeredEmail' | 'expiresOn' | 'licences'
>;

/** What is random or secret in a cloud: the simulation's is drawn and clear, the rehearsal's is neither. */
export interface Secrets {
  newCode(): string;
  /** The same for the same redemption, always. */
  credentialOf(redemptionId: string): string;
  /** What is stored of a code or a credential. */
  stored(secret: string): string;
}
