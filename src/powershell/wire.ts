/** One host's pipe: a socket in a folder of its own (0700), or a random named pipe on Windows, which others of the machine may find and open. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releaseChunk } from './chunk.js';
import { protocol } from './protocol.js';

export interface Wire {
  /** Where the host finds what it needs to begin; it deletes the file. */
  readonly launchFile: string;
  /** What the ready frame must show. */
  readonly token: string;
  /** Each connection until `close`, whoever it is: a host is known by its token. */
  onConnection(take: (socket: Socket) => void): void;
  /** Closes the listener and removes the folder; what is connected stays. Again: does nothing. */
  close(): void;
}

/** Listens, and writes the launch file: `launch` plus pipe and token. */
export async function openWire(launch: object): Promise<Wire> {
  const folder = mkdtempSync(join(tmpdir(), 'venue-host-'));
  chmodSync(folder, 0o700);
  const token = randomBytes(32).toString('base64url');
  const name = `venue-host-${randomBytes(16).toString('hex')}`;
  const onWindows = process.platform === 'win32';
  const path = onWindows ? `\\\\.\\pipe\\${name}` : join(folder, 'pipe');
  const launchFile = join(folder, 'launch.json');
  writeFileSync(launchFile, JSON.stringify({ ...launch, pipe: onWindows ? name : path, token }), {
    mode: 0o600,
  });
  const server = createServer();
  const close = () => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  await listen(server, path);
  return { launchFile, token, onConnection: (take) => void server.on('connection', take), close };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

/** Calls `take` with each line; `tooLong` once, when a line passes the limit of a frame. */
export function readLines(
  socket: Socket,
  take: (line: string, bytes: number) => void,
  tooLong: () => void,
): void {
  let parts: Buffer[] = [];
  let size = 0;
  socket.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const last = chunk.subarray(start, end);
      size += last.length;
      if (size >= protocol.MaximumFrameBytes) return refuse();
      const line =
        parts.length === 0 ? last.toString('utf8') : Buffer.concat([...parts, last]).toString('utf8');
      const bytes = size;
      parts = [];
      size = 0;
      start = end + 1;
      take(line, bytes);
    }
    if (start < chunk.length) {
      // A copy, so that the chunk can go.
      parts.push(Buffer.from(chunk.subarray(start)));
      size += chunk.length - start;
      if (size >= protocol.MaximumFrameBytes) refuse();
    }
    releaseChunk(chunk);
  });

  function refuse(): void {
    socket.removeAllListeners('data');
    socket.resume();
    parts = [];
    tooLong();
  }
}
