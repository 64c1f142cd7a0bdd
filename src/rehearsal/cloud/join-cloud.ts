/** Two servers of one venue, as on the day of a move: the second rehearsal asks the cloud of the first, and starts none. */
import type { Config } from '../../config/config.js';
import { readJsonFile, writeJsonFile } from '../json-file.js';
import { RehearsalError } from '../rehearsal-error.js';
import { packageTrustFile } from '../venue-paths.js';
import { findIdentity } from './probe.js';

export type CloudAddress = Pick<Config, 'dataFolder' | 'cloudPort' | 'cloudUrl'>;

/** Whether VENUE_CONTROL_CLOUD_URL names another cloud than the one that this rehearsal would start. */
export function isElsewhere({ cloudPort, cloudUrl }: CloudAddress): boolean {
  return cloudPort !== 0 && cloudUrl !== `http://127.0.0.1:${cloudPort}`;
}

/** From now on this venue trusts what that cloud signs. Throws RehearsalError CLOUD_NOT_STARTED when no rehearsal cloud answers there. */
export async function joinCloud({ dataFolder, cloudUrl }: CloudAddress): Promise<void> {
  const identity = await findIdentity(cloudUrl);
  if (!identity)
    throw new RehearsalError(
      'CLOUD_NOT_STARTED',
      `No rehearsal cloud responds at ${cloudUrl}. Start its rehearsal first, or unset VENUE_CONTROL_CLOUD_URL.`,
    );
  const trusted = readJsonFile(packageTrustFile(identity.dataFolder));
  if (trusted) writeJsonFile(packageTrustFile(dataFolder), trusted);
}
