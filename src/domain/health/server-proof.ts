/** How a running server proves that it serves a data folder: with one of its keys, over a fresh challenge and the port that it listens on. */
import { timingSafeEqual } from 'node:crypto';
import type { Keys } from '../ports/machine.js';

export type ProofKeys = Keys;

export const CHALLENGE = /^[0-9a-f]{64}$/;

/** Whether the server at this port has the key of the data folder. */
export function isProven(
  keys: ProofKeys,
  challenge: string,
  port: number,
  proof: string | undefined,
): boolean {
  const [given, wanted] = [Buffer.from(proof ?? ''), Buffer.from(serverProof(keys, challenge, port))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

export function serverProof(keys: ProofKeys, challenge: string, port: number): string {
  return keys.hmac('audit', `venue-control: server at port ${port}, challenge ${challenge}`);
}
