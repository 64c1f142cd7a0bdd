/**
 * One host's pipe. On Linux we listen, at a socket in a folder of its own (0700), and the host comes. On Windows the host listens, as Node can't
 * give a pipe an access list, and we come.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { protocol } from './protocol.js';

export interface Wire extends Meeting {
  /** What the host needs to begin, as JSON of one line: for its standard input, as a file for it would lie where others may have been first. */
  readonly launch: string;
  /** What the ready frame must show. */
  readonly token: string;
  /** Written to a host that has shown it. On Linux a line of nothing: one that hasn't heard it was taken for an unknown peer, and comes again. */
  readonly welcome: string;
}

/** Meets at a new place; what the host learns of it is `launch` plus pipe, token and, for a host that listens, what its caller shows. */
export async function openWire(launch: object): Promise<Wire> {
  const token = randomToken();
  const wire = (meeting: Meeting, welcome: string, place: object): Wire => ({
    ...meeting,
    token,
    welcome,
    launch: JSON.stringify({ ...launch, ...place, token }),
  });
  if (process.platform === 'win32') {
    const pipe = `venue-host-${randomBytes(16).toString('hex')}`;
    const caller = randomToken();
    return wire(dial(`\\\\.\\pipe\\${pipe}`, `${caller}\n`), '', { pipe, caller });
  }
  const folder = mkdtempSync(join(tmpdir(), 'venue-host-'));
  chmodSync(folder, 0o700);
  const pipe = join(folder, 'pipe');
  const meeting = await listen(pipe);
  const close = () => {
    meeting.close();
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Nothing is in it: no reason to end a server for.
    }
  };
  return wire({ ...meeting, close }, '\n', { pipe });
}

function listen(path: string): Promise<Meeting> {
  const server = createServer();
  const meeting: Meeting = {
    onConnection: (take) => void server.on('connection', take),
    close: () => void server.close(),
  };
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve(meeting));
  });
}

function randomToken(): string {
  return randomBytes(32).toString('base64url');
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

/**
 * Gives a chunk's memory back at once, for a reader that has taken what it needs of it; the chunk is empty then. Left to the collector, the
 * chunks of a flood pile up to the 64 MB outside its heap at which V8 begins to look for them.
 */
export function releaseChunk(chunk: Buffer): void {
  const { buffer } = chunk;
  // A small one may be part of a pool that others share.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === chunk.byteLength) buffer.transfer(0);
}

/** How the two ends meet. */
interface Meeting {
  /** Each connection until `close`, no matter who it is: a host is known by its token. */
  onConnection(take: (socket: Socket) => void): void;
  /** No one else is met; what is connected stays. Again: does nothing. */
  close(): void;
}

/** Milliseconds from one attempt to the next. */
const PAUSE = 10;

/**
 * Comes to a pipe where a host will listen, again and again until it does. Writes `first` to anyone who listens at `path` and hands it on. One
 * at a time: when that connection ends before `close`, the next is tried.
 */
export function dial(path: string, first: string): Meeting {
  let open: Socket | undefined;
  let pause: NodeJS.Timeout | undefined;
  let isOver = false;
  const attempt = (take: (socket: Socket) => void) => {
    const socket = connect(path);
    open = socket;
    socket.on('error', () => undefined);
    socket.once('connect', () => {
      socket.write(first);
      take(socket);
    });
    socket.once('close', () => {
      if (!isOver) pause = setTimeout(attempt, PAUSE, take);
    });
  };
  const close = () => {
    isOver = true;
    clearTimeout(pause);
    if (open?.connecting) open.destroy();
  };
  return { onConnection: attempt, close };
}
