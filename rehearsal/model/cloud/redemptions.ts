/** Redemption of a code: at most once an ID, and an ID that was closed is refused for ever. */
import { record } from '../events.js';
import type { Redemption } from '../records.js';
import { iso } from '../time.js';
import { Refusal, Silence } from './answers.js';
import type { CloudModel, Secrets } from './cloud-model.js';
import { codeExpired, codeUsed, registrationExpired, takeCode } from './codes.js';
import { isExpired } from './reach.js';

export function findRedemption({ cloud }: Pick<CloudModel, 'cloud'>, id: string): Redemption | undefined {
  return cloud.redemptions.find((redemption) => redemption.id === id);
}

/** Of the credential that a request carries, as it is stored. */
export function bearerOf({ cloud }: CloudModel, stored: string): Redemption {
  const found = cloud.redemptions.find(
    ({ state, credential }) => state === 'REDEEMED' && credential === stored,
  );
  if (!found) throw new Refusal(401, 'CREDENTIAL_REFUSED', 'This gateway credential is not valid.');
  return found;
}

export interface RedemptionRequest {
  readonly redemptionId: string;
  readonly code: string;
  readonly machineId: string;
  readonly swiftposVersion: string;
}

export interface Redeemed {
  readonly redemptionId: string;
  readonly credential: string;
  readonly redeemedAt: string;
}

export function redeem(model: CloudModel, given: RedemptionRequest, secrets: Secrets): Redeemed {
  const { code, machineId, swiftposVersion } = given;
  const redemptionId = given.redemptionId.toLowerCase();
  const fault = model.faults['redeem'];
  if (fault === 'timeout-before-commit') {
    record(model, 'redemptions', 'not-committed', { redemptionId });
    throw new Silence('redeem', fault);
  }
  const ids = { redemptionId, machineId };
  try {
    refuse(model, redemptionId);
    takeCode(model, code, secrets);
  } catch (error) {
    if (error instanceof Refusal) record(model, 'redemptions', error.code, ids);
    throw error;
  }
  const credential = secrets.credentialOf(redemptionId);
  addRedemption(model, { ...ids, credential: secrets.stored(credential), swiftposVersion });
  record(model, 'redemptions', 'redeemed', ids);
  if (fault === 'timeout-after-commit') throw new Silence('redeem', fault);
  return { redemptionId, credential, redeemedAt: iso(model.at) };
}

export function addRedemption(
  model: Pick<CloudModel, 'at' | 'cloud'>,
  given: { redemptionId: string; machineId: string; credential: string; swiftposVersion: string },
): Redemption {
  const { redemptionId, ...more } = given;
  return push(model, { id: redemptionId, state: 'REDEEMED', ...more });
}

/** Redeemed: the same credential again. Otherwise this ID is refused from now on. */
export function closeRedemption(
  model: CloudModel,
  id: string,
  { credentialOf }: Pick<Secrets, 'credentialOf'>,
): { outcome: 'redeemed'; credential: string; redeemedAt: string } | { outcome: 'closed' } {
  const redemptionId = id.toLowerCase();
  const known = findRedemption(model, redemptionId);
  if (known?.state === 'REDEEMED')
    return { outcome: 'redeemed', credential: credentialOf(redemptionId), redeemedAt: iso(known.at) };
  if (!known) {
    const none = { credential: null, machineId: null, swiftposVersion: null };
    push(model, { id: redemptionId, state: 'CLOSED', ...none });
    record(model, 'redemptions', 'closed', { redemptionId });
  }
  return { outcome: 'closed' };
}

function push(
  { at, cloud }: Pick<CloudModel, 'at' | 'cloud'>,
  given: Pick<Redemption, 'id' | 'state' | 'credential' | 'machineId' | 'swiftposVersion'>,
): Redemption {
  const sequence = cloud.redemptions.reduce((most, each) => Math.max(most, each.sequence), 0) + 1;
  const none = { firstHeartbeatAt: null, lastHeartbeatAt: null, isBeating: false };
  const redemption: Redemption = { ...given, at, sequence, ...none };
  cloud.redemptions.push(redemption);
  return redemption;
}

function refuse(model: CloudModel, id: string): void {
  const known = findRedemption(model, id);
  if (known?.state === 'REDEEMED') {
    const message = 'This redemption was made already. Close it to learn its outcome.';
    throw new Refusal(409, 'REDEMPTION_REPEATED', message);
  }
  if (known) throw new Refusal(409, 'REDEMPTION_CLOSED', 'This redemption was closed. Start a new one.');
  if (isExpired(model)) throw registrationExpired();
  if (model.faults['redeem'] === 'used') throw codeUsed();
  if (model.faults['redeem'] === 'expired') throw codeExpired();
}
