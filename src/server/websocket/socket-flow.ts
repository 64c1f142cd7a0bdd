/** When a socket is read and written. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** Bytes that may wait for one client, and how often it is asked whether they have gone, in milliseconds. */
const WAITING = 1_048_576;
const AGAIN = 50;

/**
 * Stops reading from a client that doesn't read: responses to its messages and pings would fill the memory. Returns what ends this.
 * A client that never reads again is ended by the keep-alive, as its pong isn't read either.
 */
export function applyBackpressure(socket: WebSocket): () => void {
  let timer: NodeJS.Timeout | undefined;
  const pauseIfFull = (): void => {
    if (timer || socket.bufferedAmount <= WAITING) return;
    socket.pause();
    timer = setInterval(() => {
      if (socket.bufferedAmount > WAITING / 2) return;
      clearInterval(timer);
      timer = undefined;
      socket.resume();
    }, AGAIN);
  };
  socket.on('message', pauseIfFull);
  socket.on('ping', pauseIfFull);
  return () => clearInterval(timer);
}

/**
 * Corks the socket so that all frames of one turn go out in one write, which is half of what an event costs a follower. To be called before
 * each frame: holds it, and those after it, until everything that is ready by now was sent.
 */
export function corkWrites(socket: Duplex): () => void {
  let isCorked = false;
  const uncork = () => {
    isCorked = false;
    socket.uncork();
  };
  return () => {
    if (isCorked) return;
    isCorked = true;
    socket.cork();
    // Comes after all promises that are settled by then, and so after everyone who gets the same event.
    process.nextTick(uncork);
  };
}
