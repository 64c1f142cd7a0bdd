/** What a socket is told in one turn of this thread leaves in one write: half of what an event costs for each who follows is the write. */
import type { Duplex } from 'node:stream';

/** To be called before each frame: holds it, and those after it, until everything that is ready by now was told. */
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
    // Comes after all promises that are settled by then, and so after everybody who is told the same event.
    process.nextTick(letGo);
  };
}
