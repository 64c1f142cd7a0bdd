/** Who sends a request: its connection, the name of its client, and its token. */
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

/** Of our own clients: `console`, `IDE`, `PowerShell module`. On a socket, `client` beside the token. */
export const CLIENT_HEADER = 'x-venue-control-client';
const LONGEST = 100;

/**
 * What a caller says it is, for the audit: our own clients name themselves, others have a user agent. A claim, and no proof. One line of
 * printable ASCII, 100 characters at most; undefined when it says nothing.
 */
export function clientNameOf(named: unknown, userAgent: string | undefined): string | undefined {
  const said = typeof named === 'string' && named !== '' ? named : userAgent;
  return said?.slice(0, LONGEST).replaceAll(/[^\x20-\x7e]/g, '?') || undefined;
}

/** `Bearer <token>`: the only proof of who is asking. No cookie is ever read, so no page can borrow one. */
const BEARER = /^Bearer ([A-Za-z0-9\-._~+/]{1,1024}={0,2})$/i;

export function isBearer(value: string | undefined): boolean {
  return bearerToken(value) !== undefined;
}

/** The token; undefined when there is none or the value has another form. */
export function bearerToken(value: unknown): string | undefined {
  return typeof value === 'string' ? BEARER.exec(value)?.[1] : undefined;
}
