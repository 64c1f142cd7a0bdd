/** A refusal as the bytes of an HTTP/1.1 response, for sockets without a response of Fastify: upgrades, and requests that aren't HTTP. */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorBody } from '../documents/mask-errors.js';
import type { Refusal } from './refusal.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** How long a client may keep its half of a refused connection open, in milliseconds. */
const LINGER = 1_000;

/** Responds and closes. A client that doesn't close in turn can't keep the socket open, nor hold up a stopping server. */
export function sendRawResponse(socket: Duplex, refusal: Refusal, correlationId: string): void {
  socket.end(rawResponse(refusal, correlationId));
  const timer = setTimeout(() => socket.destroy(), LINGER);
  socket.once('close', () => clearTimeout(timer));
}

function rawResponse({ status, error, headers }: Refusal, correlationId: string): string {
  const body = JSON.stringify({ errors: [errorBody(error, correlationId)] });
  const fields = Object.entries({
    ...SECURITY_HEADERS,
    ...headers,
    'x-correlation-id': correlationId,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...fields, '', body].join('\r\n');
}
