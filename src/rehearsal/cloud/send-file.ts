/** A file from the disk, as RFC 9110 has it: whole, or from where the client says if it is still the same one. */
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { SentFile } from './request.js';

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
