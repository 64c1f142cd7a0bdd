/** Nothing is read from a client that doesn't read: what it asks for, pings included, would wait for it in our memory. */
import type { WebSocket } from 'ws';

/** Bytes that may wait for one client, and how often it is asked whether they have gone, in milliseconds. */
const WAITING = 1_048_576;
const AGAIN = 50;

/** Returns what stops it. Anyone who never reads again is ended by the keep-alive, whose answer isn't read either. */
export function holdBack(socket: WebSocket): () => void {
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    if (timer || socket.bufferedAmount <= WAITING) return;
    socket.pause();
    timer = setInterval(() => {
      if (socket.bufferedAmount > WAITING / 2) return;
      clearInterval(timer);
      timer = undefined;
      socket.resume();
    }, AGAIN);
  };
  socket.on('message', look);
  socket.on('ping', look);
  return () => clearInterval(timer);
}
