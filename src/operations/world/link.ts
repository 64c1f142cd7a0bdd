/** Is the venue connected? One judgement, which the venue, the plans, the diagnosis and the services all say in their own words. */
import type { OperationStore } from '../ports/operation-store.js';
import type { Registration } from '../ports/venue-store.js';
import type { CloudVenue } from './cloud.js';
import type { HostService, VenueHost } from './venue-host.js';

export type LinkState =
  /** The cloud can't be asked now. */
  | 'UNKNOWN'
  /** It has never seen a heartbeat of this venue. */
  | 'NEVER'
  /** It knows another server for it. */
  | 'OTHER_SERVER'
  /** It knows another version of swiftpos than the one that runs here. */
  | 'OTHER_VERSION'
  /** Silent, as our own last onboarding went back and left the gateway nothing to connect with. */
  | 'TAKEN_BACK'
  /** Silent. */
  | 'OFFLINE'
  | 'UP';

export interface LinkFacts {
  readonly registration: Pick<Registration, 'swiftposVersion' | 'licences'>;
  readonly cloud: CloudVenue | undefined;
  readonly host: Pick<VenueHost, 'machineId'> | undefined;
  readonly linkTakenBack: boolean;
}

export function judgeLink(facts: LinkFacts): LinkState {
  const { cloud, registration } = facts;
  if (!cloud) return 'UNKNOWN';
  const { firstHeartbeatAt, swiftposVersion } = cloud.connection;
  if (!firstHeartbeatAt) return 'NEVER';
  if (isOtherServer(facts)) return 'OTHER_SERVER';
  if (swiftposVersion !== undefined && swiftposVersion !== registration.swiftposVersion)
    return 'OTHER_VERSION';
  if (isHeard(facts)) return 'UP';
  return facts.linkTakenBack ? 'TAKEN_BACK' : 'OFFLINE';
}

/** The cloud hears this very server now; false also while it can't be asked. */
export function isHeard(facts: Pick<LinkFacts, 'cloud' | 'host'>): boolean {
  return facts.cloud?.connection.state === 'connected' && !isOtherServer(facts);
}

/** Undefined `cloudSync`: PowerShell did not say, and then it is taken to be missing. */
export function lacksCloudSync(
  { licences }: Pick<Registration, 'licences'>,
  cloudSync: Pick<HostService, 'installed'> | undefined,
): boolean {
  return licences.includes('CLOUD_SYNC') && cloudSync?.installed !== true;
}

function isOtherServer({ cloud, host }: Pick<LinkFacts, 'cloud' | 'host'>): boolean {
  const machineId = cloud?.connection.machineId;
  return host !== undefined && machineId !== undefined && machineId !== host.machineId;
}

/** The step of onboard-steps.ts that takes a credential into use. */
export const KEEP_CREDENTIAL = 'keep-credential';
/** Attempts that ended before they touched the credential are passed over, so many of them. */
const LOOKED_THROUGH = 50;

/** Whether our own last onboarding to touch the gateway's credential went back and left none: then there is a link to set up again. */
export async function wasLinkTakenBack(operations: OperationStore): Promise<boolean> {
  const ended = await operations.list({
    first: LOOKED_THROUGH,
    kinds: ['ONBOARD'],
    states: ['SUCCEEDED', 'FAILED', 'CANCELLED'],
  });
  const steps = await operations.steps(ended.map(({ id }) => id));
  for (const { id, state } of ended) {
    const step = steps.find(({ operationId, name }) => operationId === id && name === KEEP_CREDENTIAL);
    // Of one that went back, also where the way back could not say whether it had removed it.
    if (step?.state === 'SUCCEEDED' || step?.state === 'COMPENSATED')
      return state !== 'SUCCEEDED' && step.result?.['previous'] === 'none';
  }
  return false;
}
