import type { Socket } from 'node:net';
import type { Peer } from '../operations/words/peer.js';

/** Of a socket that is closed already nothing is known. */
export function peerOf({ remoteAddress = 'unknown', remotePort = 0 }: Socket): Peer {
  return { address: remoteAddress, port: remotePort };
}
