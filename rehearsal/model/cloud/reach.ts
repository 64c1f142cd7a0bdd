/** Whether requests get to the cloud, and whether its responses come back: what the `cloud` fault makes of both. */
import type { VenueModel } from '../state.js';

const DONE_ANYWAY: readonly (string | undefined)[] = [undefined, 'slow', 'reset', 'malformed', 'huge'];

/** The cloud does what it is asked, although its response may be lost. */
export function cloudTakes({ cloud, faults }: VenueModel): boolean {
  return !cloud.isUnreachable && DONE_ANYWAY.includes(faults['cloud']);
}

/** And a service of the venue gets a response that it can use. */
export function cloudAnswers({ cloud, faults }: VenueModel): boolean {
  return !cloud.isUnreachable && (faults['cloud'] === undefined || faults['cloud'] === 'slow');
}

/** Of the venue now, as the cloud and the venue's database hold it. */
export function isLicensed({ database, faults }: VenueModel): boolean {
  return database.licences.includes('CLOUD_SYNC') && faults['licence'] !== 'no-cloud-sync';
}

const EXPIRY_DAYS: Readonly<Record<string, number>> = { expired: -2, expiring: 14 };

/** YYYY-MM-DD. */
export function expiryDate({ at, database, faults }: VenueModel): string {
  const days = EXPIRY_DAYS[faults['registration'] ?? ''];
  return days === undefined
    ? database.expiresOn
    : new Date(at + days * 86_400_000).toISOString().slice(0, 10);
}

export function isExpired(model: VenueModel): boolean {
  return expiryDate(model) < new Date(model.at).toISOString().slice(0, 10);
}
