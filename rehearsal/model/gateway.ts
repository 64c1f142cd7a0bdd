/** The gateway's credential, and the link: a heartbeat each second while Gateway Client runs, holds a credential and is heard. */

import { cloudAnswers, cloudTakes } from './cloud/reach.js';
import { findRedemption } from './cloud/redemptions.js';
import { CONNECTED_MS, type Heartbeat, takeHeartbeat } from './cloud/venue.js';
import { record, writeEvent } from './events.js';
import { BEAT_MS, linkEvents, NO_ANSWER, outcomeOf, whySilent } from './link.js';
import { machineId, programVersion } from './machine.js';
import type { VenueModel } from './state.js';
import { hasProcess, isWorking } from './windows/services.js';

const KEY = 'gateway-client';
const MISMATCH = 'MACHINE_MISMATCH';

/** Which credential its process uses, whether its heartbeats are taken, and what it reports of that. */
export function settleGateway(model: VenueModel): void {
  const { gateway, credentials } = model;
  if (!hasProcess(model, KEY)) Object.assign(gateway, { inUse: null, reported: '' });
  if (!isWorking(model, KEY)) {
    gateway.beatsSince = null;
    return;
  }
  // At its start, and later only where it reads its file again.
  if (gateway.rereads || gateway.reported === '') gateway.inUse = credentials.current?.redemptionId ?? null;
  const outcome = beatOutcome(model, gateway.inUse);
  const isTaken = outcome === 'connected' || (outcome === NO_ANSWER && isTakenSilently(model));
  if (!isTaken) gateway.beatsSince = null;
  else if (gateway.beatsSince === null) {
    gateway.beatsSince = model.at;
    beat(model, model.at);
  }
  if (outcome === outcomeOf(MISMATCH) && outcome !== gateway.reported)
    record(model, 'heartbeats', MISMATCH, { service: KEY, machineId: machineId(model) });
  if (outcome !== gateway.reported) reportLink(model, KEY, outcome);
  gateway.reported = outcome;
}

/** What a heartbeat of this machine with the credential of that redemption comes to. */
export function beatOutcome(model: VenueModel, redemptionId: string | null): string {
  const silent = whySilent(redemptionId !== null, model.faults);
  if (silent) return silent;
  if (!cloudAnswers(model)) return NO_ANSWER;
  const redemption = findRedemption(model, redemptionId ?? '');
  if (redemption?.state !== 'REDEEMED') return outcomeOf('CREDENTIAL_REFUSED');
  return outcomeOf(redemption.machineId === machineId(model) ? undefined : MISMATCH);
}

/** The cloud takes it, and its response is lost. */
function isTakenSilently(model: VenueModel): boolean {
  const redemption = findRedemption(model, model.gateway.inUse ?? '');
  return cloudTakes(model) && redemption?.machineId === machineId(model);
}

/** What became of the heartbeats of a service, when that changes. */
export function reportLink(model: VenueModel, key: Heartbeat['service'], outcome: string): void {
  for (const event of linkEvents(model.services[key], outcome)) writeEvent(model, event);
}

/** Heartbeats up to that moment, of our gateway and of other servers. */
export function flowBeats(model: VenueModel, to: number): void {
  const { beatsSince } = model.gateway;
  if (beatsSince !== null) beat(model, beatsSince + Math.floor((to - beatsSince) / BEAT_MS) * BEAT_MS);
  for (const other of model.cloud.redemptions) {
    if (!other.isBeating) continue;
    other.firstHeartbeatAt ??= model.at;
    other.lastHeartbeatAt = to;
  }
}

function beat(model: VenueModel, at: number): void {
  const redemption = findRedemption(model, model.gateway.inUse ?? '');
  if (!redemption || redemption.lastHeartbeatAt === at) return;
  takeHeartbeat(model, redemption, heartbeat(model), at);
}

function heartbeat(model: VenueModel): Heartbeat {
  return {
    service: KEY,
    machineId: machineId(model),
    swiftposVersion: programVersion(model),
    processId: model.services[KEY].processId ?? 0,
  };
}

/** When the cloud stops calling a silent link connected. */
export function linkDueAt(model: VenueModel): number {
  let due = Number.POSITIVE_INFINITY;
  for (const { lastHeartbeatAt, id, isBeating } of model.cloud.redemptions) {
    if (lastHeartbeatAt === null || isBeating) continue;
    if (id === model.gateway.inUse && model.gateway.beatsSince !== null) continue;
    const end = lastHeartbeatAt + CONNECTED_MS + 1;
    if (end > model.at) due = Math.min(due, end);
  }
  return due;
}
