/** Whether requests get to the cloud, and whether its responses come back: what the `cloud` fault makes of both. */
import type { Faults } from '../records.js';
import type { VenueModel } from '../state.js';
import { DAY_MS, dateOf } from '../time.js';
import type { CloudModel } from './cloud-model.js';

const DONE_ANYWAY: readonly (string | undefined)[] = [undefined, 'slow', 'reset', 'malformed', 'huge'];

/** The cloud does what it is asked, although its response may be lost. */
export function cloudTakes({ cloud, faults }: VenueModel): boolean {
  return !cloud.isUnreachable && DONE_ANYWAY.includes(faults['cloud']);
}

/** And a service of the venue gets a response that it can use. */
export function cloudAnswers({ cloud, faults }: VenueModel): boolean {
  return !cloud.isUnreachable && (faults['cloud'] === undefined || faults['cloud'] === 'slow');
}

type Registered = Pick<CloudModel, 'at' | 'database' | 'faults'>;

export function isLicensed({ database, faults }: Registered): boolean {
  return licencesUnder(faults, database.licences).includes('CLOUD_SYNC');
}

/** Of the venue now, as the cloud and the venue's database hold them. */
export function licencesUnder(faults: Faults, licences: readonly string[]): string[] {
  return licences.filter((licence) => licence !== 'CLOUD_SYNC' || faults['licence'] !== 'no-cloud-sync');
}

const EXPIRY_DAYS: Readonly<Record<string, number>> = { expired: -2, expiring: 14 };

/** YYYY-MM-DD. */
export function expiryDate({ at, database, faults }: Registered): string {
  return expiryUnder(faults, at) ?? database.expiresOn;
}

/** The date that a fault puts in place of the real one. */
export function expiryUnder(faults: Faults, at: number): string | undefined {
  const days = EXPIRY_DAYS[faults['registration'] ?? ''];
  return days === undefined ? undefined : dateOf(at + days * DAY_MS);
}

export function isExpired(model: Registered): boolean {
  return expiryDate(model) < dateOf(model.at);
}
