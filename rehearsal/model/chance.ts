/** Random values from the model's own streams: the same seed gives the same venue. */

import type { Secrets } from './cloud/cloud-model.js';
import { newCode } from './cloud/codes.js';
import type { VenueModel } from './state.js';

type Stream = keyof VenueModel['random'];

export function newStreams(seed: number): VenueModel['random'] {
  return { codes: seed | 0, ids: (seed ^ 0x51ed270b) | 0, sales: (seed ^ 0x2545f491) | 0 };
}

/** 0 up to and without 1. mulberry32: small and the same everywhere. */
export function draw(model: VenueModel, stream: Stream): number {
  const state = ((model.random[stream] ?? 0) + 0x6d2b79f5) | 0;
  model.random[stream] = state;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

const HEX = '0123456789abcdef';

/** As UUIDs look. */
export function newId(model: VenueModel): string {
  let id = '';
  for (let index = 0; index < 32; index += 1) {
    if (index === 8 || index === 12 || index === 16 || index === 20) id += '-';
    id += HEX[Math.floor(draw(model, 'ids') * 16)];
  }
  return id;
}

/** In clear, for those who judge what becomes of them. */
export function secretsOf(model: VenueModel): Secrets {
  return {
    newCode: () => newCode((count) => Math.floor(draw(model, 'codes') * count)),
    credentialOf: (redemptionId) => `gw_${redemptionId}`,
    stored: (secret) => secret,
  };
}
