/** Redemption of a code: at most once an ID, and an ID that was closed is refused for ever. */
import { record } from '../events.js';
import type { Redemption } from '../records.js';
import { ModelRefusal } from '../refusal.js';
import type { VenueModel } from '../state.js';
import { takeCode } from './codes.js';
import { isExpired } from './reach.js';

export function findRedemption(model: VenueModel, id: string): Redemption | undefined {
  return model.cloud.redemptions.find((redemption) => redemption.id === id);
}

/** Of the credential that a request carries. */
export function bearerOf(model: VenueModel, credential: string): Redemption {
  const found = model.cloud.redemptions.find(
    (each) => each.state === 'REDEEMED' && each.credential === credential,
  );
  if (!found) throw refusal('CREDENTIAL_REFUSED', 401);
  return found;
}

export function redeem(
  model: VenueModel,
  given: { redemptionId: string; code: string; machineId: string; swiftposVersion: string },
): { redemptionId: string; credential: string; redeemedAt: number } {
  const redemptionId = given.redemptionId.toLowerCase();
  const ids = { redemptionId, machineId: given.machineId };
  try {
    refuse(model, redemptionId);
    takeCode(model, given.code);
  } catch (error) {
    if (error instanceof ModelRefusal) record(model, 'redemptions', error.errorId, ids);
    throw error;
  }
  const credential = `gw_${redemptionId}`;
  addRedemption(model, { ...ids, credential, swiftposVersion: given.swiftposVersion });
  record(model, 'redemptions', 'redeemed', ids);
  return { redemptionId, credential, redeemedAt: model.at };
}

export function addRedemption(
  model: VenueModel,
  given: { redemptionId: string; machineId: string; credential: string; swiftposVersion: string },
): Redemption {
  const redemption: Redemption = {
    id: given.redemptionId,
    state: 'REDEEMED',
    at: model.at,
    sequence: nextSequence(model),
    credential: given.credential,
    machineId: given.machineId,
    swiftposVersion: given.swiftposVersion,
    firstHeartbeatAt: null,
    lastHeartbeatAt: null,
    isBeating: false,
  };
  model.cloud.redemptions.push(redemption);
  return redemption;
}

/** Redeemed: the same credential again. Otherwise this ID is refused from now on. */
export function closeRedemption(
  model: VenueModel,
  id: string,
): { outcome: 'redeemed'; credential: string } | { outcome: 'closed' } {
  const redemptionId = id.toLowerCase();
  const known = findRedemption(model, redemptionId);
  if (known?.state === 'REDEEMED' && known.credential !== null)
    return { outcome: 'redeemed', credential: known.credential };
  if (!known) {
    model.cloud.redemptions.push({
      id: redemptionId,
      state: 'CLOSED',
      at: model.at,
      sequence: nextSequence(model),
      credential: null,
      machineId: null,
      swiftposVersion: null,
      firstHeartbeatAt: null,
      lastHeartbeatAt: null,
      isBeating: false,
    });
    record(model, 'redemptions', 'closed', { redemptionId });
  }
  return { outcome: 'closed' };
}

function refuse(model: VenueModel, id: string): void {
  const known = findRedemption(model, id);
  if (known) throw refusal(known.state === 'REDEEMED' ? 'REDEMPTION_REPEATED' : 'REDEMPTION_CLOSED', 409);
  if (isExpired(model)) throw refusal('REGISTRATION_EXPIRED', 403);
  if (model.faults['redeem'] === 'used') throw refusal('CODE_USED', 409);
  if (model.faults['redeem'] === 'expired') throw refusal('CODE_EXPIRED', 410);
}

function nextSequence({ cloud }: VenueModel): number {
  return cloud.redemptions.reduce((most, { sequence }) => Math.max(most, sequence), 0) + 1;
}

function refusal(errorId: string, status: number): ModelRefusal {
  return new ModelRefusal(errorId, `The cloud refused with ${status}: ${errorId}.`, { Status: status });
}
