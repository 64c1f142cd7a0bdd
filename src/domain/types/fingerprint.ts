/** The same facts give the same fingerprint, whatever their order. */
import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** SHA-256 of the canonical JSON, hex. Stored with plans and operations: another text for the same value would disown them. */
export function fingerprintOf(value: object): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
