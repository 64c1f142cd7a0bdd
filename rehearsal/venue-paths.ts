/** Where the parts of a rehearsal are in its data folder. */
import { join } from 'node:path';

export function venueDatabaseFile(dataFolder: string): string {
  return join(dataFolder, 'venue.sqlite');
}

/** Everything of the rehearsal but its database. */
export function rehearsalFolder(dataFolder: string): string {
  return join(dataFolder, 'rehearsal');
}

/** The cloud's own memory: no process of the venue reads it. */
export function cloudFolder(dataFolder: string): string {
  return join(dataFolder, 'rehearsal', 'cloud');
}

/** The one file that the cloud gives out as Cloud Sync's package. */
export function packageFolder(dataFolder: string): string {
  return join(cloudFolder(dataFolder), 'package');
}

/** The public half of the key that signs Cloud Sync's packages, as the venue trusts it. */
export function packageTrustFile(dataFolder: string): string {
  return join(rehearsalFolder(dataFolder), 'package-signing.json');
}
