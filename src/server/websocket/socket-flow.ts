/** When a socket is read and written. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** Bytes that may wait for one client, and how often it is asked whether they have gone, in milliseconds. */
const WAITING = 1_048_576;
const AGAIN = 50;

/**
 * Nothing is read from a client that doesn't read: what it asks for, pings included, would wait for it in our memory. Returns what stops it.
 * Anyone who never reads again is ended by the keep-alive, whose answer isn't read either.
 */
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

/**
 * Corks the socket so that all frames of one turn go out in one write, which is half of what an event costs a follower. To be called before
 * each frame: holds it, and those after it, until everything that is ready by now was sent.
 */
export function gatherWrites(socket: Duplex): () => void {
  let isHeld = false;
  const letGo = () => {
    isHeld = false;
    socket.uncork();
  };
  return () => {
    if (isHeld) return;
    isHeld = true;
    socket.cork();
    // Comes after all promises that are settled by then, and so after everyone who gets the same event.
    process.nextTick(letGo);
  };
}
