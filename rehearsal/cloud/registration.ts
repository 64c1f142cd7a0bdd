/** What the cloud holds about the venue's registration: the same facts as the venue's own database, from the same seed. */
import { join } from 'node:path';
import { seedRegistrationExpiry } from '../database.js';
import { registrationDateUnder } from '../fault-effects.js';
import type { FaultMap } from '../fault-table.js';
import { readJsonFile } from '../json-file.js';
import { seedVenue } from '../seed-venue.js';
import { rehearsalFolder } from '../venue-paths.js';

export interface Registration {
  /** YYYY-MM-DD */
  readonly expiresOn: string;
  readonly expired: boolean;
  readonly licences: readonly string[];
}

export function readRegistration(dataFolder: string, faults: FaultMap): Registration {
  const machine = readJsonFile(join(rehearsalFolder(dataFolder), 'machine.json')) as { seededAt?: string };
  const normal = seedRegistrationExpiry(new Date(machine?.seededAt ?? Date.now()));
  const expiresOn = registrationDateUnder(faults) ?? normal;
  return {
    expiresOn,
    expired: expiresOn < new Date().toISOString().slice(0, 10),
    licences: seedVenue.licences.filter(
      (licence) => faults.licence !== 'no-cloud-sync' || licence !== 'CLOUD_SYNC',
    ),
  };
}
