/** Corks the socket so that all frames of one turn go out in one write, which is half of what an event costs a follower. */
import type { Duplex } from 'node:stream';

/** To be called before each frame: holds it, and those after it, until everything that is ready by now was sent. */
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
