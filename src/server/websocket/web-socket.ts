/** The WebSocket server: the guards of HTTP on the upgrade, then graphql-ws on ws. Each socket is closed within a limit of time. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { AppError } from '../../errors/errors.js';
import { peerOf } from '../caller.js';
import { sendRawResponse } from '../guards/raw-response.js';
import { BODY_LIMIT, type Refusal } from '../guards/refusal.js';
import { refusalOf, shuttingDown } from '../http/http.js';
import type { SocketExtra } from './extra.js';
import { type SocketParts, socketOperations } from './operations.js';
import { applyBackpressure, corkWrites } from './socket-flow.js';
import { SOCKET_LIMIT, SocketLimits } from './socket-limits.js';

/** Interval of pings in milliseconds; a socket that did not answer the last one is ended. */
const KEEP_ALIVE = 12_000;
/** How long a client may take to confirm a close, in milliseconds. */
const CLOSING = 1_000;

export interface WebSocketParts extends SocketParts {
  readonly port: () => number;
}

export function createWebSockets(parts: WebSocketParts) {
  const options = {
    noServer: true,
    perMessageDeflate: false,
    maxPayload: BODY_LIMIT,
    handleProtocols,
    // One message or ping of a socket a turn: thousands that came at once let everyone else in between.
    allowSynchronousEvents: false,
    closeTimeout: CLOSING,
  };
  const sockets = new WebSocketServer(options);
  const limits = new SocketLimits();
  const graphql = makeServer(socketOperations(parts));
  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    limits.add(socket);
    socket.once('close', () => limits.remove(socket));
    const extra = {
      close: (code: number, reason: string) => socket.close(code, reason),
      assignTo: (clerkId: string) => limits.assign(socket, clerkId),
      peer: peerOf(request.socket),
      userAgent: request.headers['user-agent'],
      running: new Map(),
    };
    attach(socket, graphql, extra, corkWrites(request.socket), parts);
  });
  // Made once: one made for each upgrade would keep its request for as long as the socket lives.
  const admit = (open: WebSocket, request: IncomingMessage) => sockets.emit('connection', open, request);
  return {
    /** For the HTTP server's `upgrade` event. */
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      socket.on('error', () => socket.destroy());
      const refused = refusalOf(request, parts.port(), 'upgrade') ?? refusalNow(parts, limits);
      if (refused) refuse(socket, refused, parts);
      else sockets.handleUpgrade(request, socket, head, admit);
    },
    /** Closes every socket with 1001 and waits until they are gone, one second at most. */
    close: () => closeAll(sockets),
  };
}

function refuse(socket: Duplex, refused: Refusal, { pipeline }: WebSocketParts): void {
  const correlationId = randomUUID();
  pipeline.refusals.note({ code: refused.error.code, correlationId });
  sendRawResponse(socket, refused, correlationId);
}

function refusalNow(parts: WebSocketParts, { isFull }: SocketLimits): Refusal | undefined {
  if (parts.stopping()) return shuttingDown();
  if (!isFull) return undefined;
  const message = `${SOCKET_LIMIT} sockets are already open.`;
  return { status: 503, error: new AppError('BUSY', { message }) };
}

/** graphql-ws asks for little: send, close, messages. Its own glue for ws prints errors to the console and sends their text. */
function attach(
  socket: WebSocket,
  graphql: ReturnType<typeof makeServer<never, SocketExtra>>,
  extra: SocketExtra,
  cork: () => void,
  { log, pipeline }: WebSocketParts,
): void {
  const fail = (err: unknown, code: number, reason: string): void => {
    log.warn({ err }, 'socket closed');
    socket.close(code, reason);
  };
  // ws has already answered what breaks the protocol: 1009 for a frame past 64 KB, 1002, 1007.
  socket.on('error', () =>
    pipeline.refusals.note({ code: 'BAD_REQUEST', clerkId: extra.clerkId, correlationId: randomUUID() }),
  );
  const stopPinging = keepAlive(socket);
  const stopBackpressure = applyBackpressure(socket);
  const closed = graphql.opened(
    {
      protocol: socket.protocol,
      send: (text) =>
        new Promise((done) => {
          if (socket.readyState !== socket.OPEN) return done();
          cork();
          socket.send(text, () => done());
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (read) =>
        socket.on('message', (data, isBinary) => {
          if (isBinary) return socket.close(CloseCode.BadRequest, 'Invalid message received');
          read(String(data)).catch((err: unknown) =>
            fail(err, CloseCode.InternalServerError, 'Internal server error'),
          );
        }),
    },
    extra,
  );
  socket.once('close', (code, reason) => {
    stopPinging();
    stopBackpressure();
    closed(code, String(reason)).catch((err: unknown) => log.warn({ err }, 'socket closed badly'));
  });
}

function keepAlive(socket: WebSocket): () => void {
  let hasPonged = true;
  socket.on('pong', () => {
    hasPonged = true;
  });
  const timer = setInterval(() => {
    if (!hasPonged) return socket.terminate();
    hasPonged = false;
    socket.ping();
  }, KEEP_ALIVE);
  return () => clearInterval(timer);
}

async function closeAll(sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.close(GOING_AWAY, 'Going away');
  const timer = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, CLOSING);
  await Promise.all([...sockets.clients].map((socket) => new Promise((gone) => socket.once('close', gone))));
  clearTimeout(timer);
  sockets.close();
}

/** RFC 6455: going away. */
const GOING_AWAY = 1001;
