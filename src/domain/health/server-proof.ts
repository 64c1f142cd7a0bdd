/** How a running server proves that it serves a data folder: with one of its keys, over a fresh challenge and the port that it listens on. */
import type { Keys } from '../ports/machine.js';

export type ProofKeys = Keys;

export const CHALLENGE = /^[0-9a-f]{64}$/;

export function serverProof(keys: ProofKeys, challenge: string, port: number): string {
  return keys.hmac('audit', `venue-control: server at port ${port}, challenge ${challenge}`);
}
