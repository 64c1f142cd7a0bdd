/** How an answer leaves the cloud, and what the `cloud` fault makes of it on the way. */
import type { ServerResponse } from 'node:http';
import { Refusal, type Silence } from './refusal.js';
import type { CloudAnswer } from './request.js';

const hugeBytes = 1_000_000_000;
const silentMs = 60_000;

/** The answer that represents the whole cloud before a request is even checked; undefined to continue. */
export function refusalBefore(fault: string | undefined): Refusal | undefined {
  if (fault === 'error-500') return new Refusal(500, 'CLOUD_ERROR', 'The cloud has an internal error.');
  if (fault !== 'error-429') return undefined;
  const message = 'The cloud is asked too often. Wait 5 s.';
  return new Refusal(429, 'TOO_MANY_REQUESTS', message, {}, { 'retry-after': '5' });
}

export function sendAnswer(response: ServerResponse, answer: CloudAnswer, fault?: string): void {
  if (response.destroyed) return;
  if (fault === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault === 'huge') {
    sendHuge(response, answer.status);
    return;
  }
  const { type, bytes } = encoded(answer.body);
  const sent = fault === 'malformed' ? garbled(bytes) : bytes;
  response.writeHead(answer.status === 204 && sent.length > 0 ? 200 : answer.status, {
    ...(sent.length > 0 ? { 'content-type': type } : {}),
    ...(answer.status === 204 && sent.length === 0 ? {} : { 'content-length': sent.length }),
    'cache-control': 'no-store',
  });
  response.end(sent);
}

export function sendRefusal(response: ServerResponse, refusal: Refusal, fault?: string): void {
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  const body = { code: refusal.code, message: refusal.message, ...refusal.details };
  sendAnswer(response, { status: refusal.status, body }, fault);
}

/** Says nothing until the client leaves, a minute is over or the fault is; then the connection ends without a word. */
export function holdSilent(response: ServerResponse, silence: Silence): void {
  const endsAt = Date.now() + silentMs;
  const timer = setInterval(() => {
    if (Date.now() > endsAt || !silence.whileSet()) response.destroy();
  }, 200);
  response.once('close', () => clearInterval(timer));
}

function encoded(body: unknown): { type: string; bytes: Buffer } {
  if (body === undefined) return { type: '', bytes: Buffer.alloc(0) };
  if (body instanceof Uint8Array) return { type: 'application/octet-stream', bytes: Buffer.from(body) };
  return { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) };
}

/** The first half, or where there is nothing to halve a lone brace: never valid JSON. */
function garbled(bytes: Buffer): Buffer {
  return bytes.length > 2 ? bytes.subarray(0, Math.floor(bytes.length / 2)) : Buffer.from('{');
}

/** Only as fast as the client reads, from one block of memory. */
function sendHuge(response: ServerResponse, status: number): void {
  const block = Buffer.alloc(65_536, 'a');
  const opening = Buffer.from('{"padding":"');
  response.writeHead(status === 204 ? 200 : status, {
    'content-type': 'application/json',
    'content-length': hugeBytes,
  });
  response.write(opening);
  let left = hugeBytes - opening.length - 2;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      const part = left < block.length ? block.subarray(0, left) : block;
      left -= part.length;
      if (!response.write(part)) {
        response.once('drain', more);
        return;
      }
    }
    if (!response.destroyed) response.end('"}');
  };
  more();
}
