/** Requests about the venue: its registration and state, authentication codes and their redemption, its link by heartbeats, its locations. */
import { randomUUID } from 'node:crypto';
import * as codes from '../model/cloud/codes.js';
import * as redemptions from '../model/cloud/redemptions.js';
import { activate, describeVenue, takeHeartbeat } from '../model/cloud/venue.js';
import {
  type CloudAnswer,
  type CloudRequest,
  countOf,
  HangUp,
  malformed,
  textOf,
  uuidOf,
  type VenueRequest,
} from './request.js';

export function getVenue({ cloud }: CloudRequest): CloudAnswer {
  return { status: 200, body: describeVenue(cloud) };
}

export function requestCode({ cloud, memory }: CloudRequest): CloudAnswer {
  return { status: 202, body: codes.requestCode(cloud, memory.secrets) };
}

export function redeem({ cloud, memory, body }: CloudRequest): CloudAnswer {
  const given = {
    redemptionId: uuidOf(body['redemptionId'], 'redemptionId'),
    code: textOf(body, 'authenticationCode'),
    machineId: textOf(body, 'machineId'),
    swiftposVersion: textOf(body, 'swiftposVersion'),
  };
  return { status: 201, body: redemptions.redeem(cloud, given, memory.secrets) };
}

export function closeRedemption({ cloud, memory, params }: CloudRequest): CloudAnswer {
  const redemptionId = uuidOf(params['redemptionId'], 'redemptionId');
  return { status: 200, body: redemptions.closeRedemption(cloud, redemptionId, memory.secrets) };
}

export function postHeartbeat({ cloud, faults, body, bearer }: VenueRequest): CloudAnswer {
  if (faults.link === 'down') throw new HangUp();
  const machineId = textOf(body, 'machineId');
  const swiftposVersion = textOf(body, 'swiftposVersion');
  const processId = countOf(body, 'processId');
  const service = body['service'];
  if (service !== 'gateway-client' && service !== 'cloud-sync') {
    throw malformed('"service" must be gateway-client or cloud-sync.');
  }
  takeHeartbeat(cloud, bearer, { service, machineId, swiftposVersion, processId });
  return { status: 204 };
}

export function putActivation({ cloud, params }: CloudRequest): CloudAnswer {
  return { status: 200, body: activate(cloud, params['locationId'] ?? '', randomUUID) };
}
