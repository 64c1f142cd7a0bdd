/** How an answer leaves the cloud, and what the `cloud` fault makes of it on the way. */
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../model/cloud/answers.js';
import type { CloudAnswer, SentFile } from './request.js';

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
  const bytes = Buffer.from(answer.body === undefined ? '' : JSON.stringify(answer.body));
  const sent = fault === 'malformed' ? garbled(bytes) : bytes;
  response.writeHead(answer.status === 204 && sent.length > 0 ? 200 : answer.status, {
    ...(sent.length > 0 ? { 'content-type': 'application/json' } : {}),
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
export function holdSilent(response: ServerResponse, whileSet: () => boolean): void {
  const endsAt = Date.now() + silentMs;
  const timer = setInterval(() => {
    if (Date.now() > endsAt || !whileSet()) response.destroy();
  }, 200);
  response.once('close', () => clearInterval(timer));
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

/** A file from the disk, as RFC 9110 has it: whole, or from where the client says if it is still the same one. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { path, size, etag, lostAt = Number.POSITIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: SentFile,
): Promise<void> {
  const from = rangeOf(request, etag);
  if (from !== undefined && from >= size) {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    return;
  }
  const start = from ?? 0;
  response.writeHead(from === undefined ? 200 : 206, {
    'content-type': 'application/octet-stream',
    'content-length': size - start,
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    etag,
    ...(from === undefined ? {} : { 'content-range': `bytes ${start}-${size - 1}/${size}` }),
  });
  const end = Math.min(size, lostAt, start + atMost);
  try {
    if (end > start)
      await pipeline(createReadStream(path, { start, end: end - 1 }), response, { end: end === size });
    else response.flushHeaders();
  } catch {
    // The client left.
  }
  // What was written is let out first: the client is to have what came.
  if (end < size) response.socket?.destroySoon();
}

/** Where a client needs to continue; undefined: from the beginning, also of a file that isn't the one it has. */
function rangeOf({ headers }: IncomingMessage, etag: string): number | undefined {
  const range = /^bytes=(\d{1,15})-$/.exec(headers.range ?? '')?.[1];
  const condition = headers['if-range'];
  return range === undefined || (condition !== undefined && condition !== etag) ? undefined : Number(range);
}
