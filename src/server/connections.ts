/**
 * Which connections answer something. Node's own `closeIdleConnections` leaves those that never sent a request, and such a one
 * (a browser opens them in advance) would hold a stopping server for as long as it likes.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Returns what ends every connection that owes no answer. Upgraded ones are none of its business. */
export function watchConnections(server: Server): () => void {
  const idle = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    idle.add(socket);
    socket.once('close', () => idle.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    idle.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) idle.add(socket);
    });
  });
  server.on('upgrade', ({ socket }: IncomingMessage) => idle.delete(socket));
  return () => {
    for (const socket of idle) socket.destroy();
  };
}
