/**
 * Who is at the other end of a host's pipe and hasn't shown the host's token yet: on Linux anyone who connects, on Windows anyone who was there when we
 * came. Who comes before the host, or in its place, is sent away, keeps it from nothing and is given no call.
 */
import type { Socket } from 'node:net';
import type { Log } from './log.js';

/** Who comes then makes the oldest of them go. */
const AT_ONCE = 64;
/** A greeting takes 200 bytes. */
const BYTES = 4096;

export class UnknownPeers {
  readonly #log: Log;
  /** What counts the bytes of each; the one that has been here longest is the first. */
  readonly #waiting = new Map<Socket, () => void>();
  #isSaid = false;

  constructor(log: Log) {
    this.#log = log;
  }

  add(socket: Socket): void {
    socket.on('error', () => undefined);
    socket.once('close', () => this.#waiting.delete(socket));
    const count = () => {
      if (this.has(socket) && socket.bytesRead > BYTES) this.refuse(socket);
    };
    socket.on('data', count);
    this.#waiting.set(socket, count);
    const [oldest] = this.#waiting.keys();
    if (oldest && this.#waiting.size > AT_ONCE) this.refuse(oldest);
  }

  has(socket: Socket): boolean {
    return this.#waiting.has(socket);
  }

  /** It is the host: what it writes from here on is no one's to count. */
  admit(socket: Socket): void {
    const count = this.#waiting.get(socket);
    if (count) socket.off('data', count);
    this.#waiting.delete(socket);
  }

  refuse(socket: Socket): void {
    this.#waiting.delete(socket);
    socket.destroy();
    if (this.#isSaid) return;
    this.#isSaid = true;
    this.#log.warn({}, 'An unknown process connected to the pipe of a PowerShell host and was rejected');
  }

  /** The host is there, or not expected any more. */
  sendAway(): void {
    for (const socket of this.#waiting.keys()) socket.destroy();
    this.#waiting.clear();
  }
}
