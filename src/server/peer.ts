import type { Socket } from 'node:net';
import type { Peer } from '../domain/types/peer.js';

const peers = new WeakMap<Socket, Peer>();

/** The same object as long as the connection lives. Of a socket that is closed already nothing is known. */
export function peerOf(socket: Socket): Peer {
  const { remoteAddress = 'unknown', remotePort = 0 } = socket;
  const peer = peers.get(socket) ?? { address: remoteAddress, port: remotePort };
  peers.set(socket, peer);
  return peer;
}
