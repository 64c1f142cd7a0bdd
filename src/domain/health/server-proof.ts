/**
 * A running server proves to a caller that it has the keys of a data folder, and a caller proves it to the server: by an HMAC over a fresh
 * challenge and the port.
 */
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
  return isSame(proof, serverProof(keys, challenge, port));
}

/** Whether who asks this server has the key of its data folder. */
export function isReader(keys: ProofKeys, challenge: string, port: number, proof: string): boolean {
  return isSame(proof, readerProof(keys, challenge, port));
}

function isSame(proof: string | undefined, expected: string): boolean {
  const [given, wanted] = [Buffer.from(proof ?? ''), Buffer.from(expected)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

export function serverProof(keys: ProofKeys, challenge: string, port: number): string {
  return keys.hmac('audit', `venue-control: server at port ${port}, challenge ${challenge}`);
}

export function readerProof(keys: ProofKeys, challenge: string, port: number): string {
  return keys.hmac('audit', `venue-control: reader at port ${port}, challenge ${challenge}`);
}
