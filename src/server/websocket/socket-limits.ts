/** Limits of open sockets. Sockets that are not signed in have a limit of their own, so that they can't keep out signed-in clerks. */

/** Open sockets of all signed-in clerks, and of one clerk. */
export const SOCKET_LIMIT = 50;
export const CLERK_SOCKET_LIMIT = 20;
/** Open sockets without a token: a client sends its token within milliseconds. */
export const UNKNOWN_SOCKET_LIMIT = 25;

export interface Socket {
  /** Closes at once, without a close frame. */
  terminate(): void;
}

export class SocketLimits {
  /** Oldest first. */
  readonly #unknown = new Set<Socket>();
  readonly #clerks = new Map<Socket, string>();

  /** No further clerk's socket is accepted. */
  get isFull(): boolean {
    return this.#clerks.size >= SOCKET_LIMIT;
  }

  /** At the limit, ends the oldest unknown socket: if the newest were refused, silent clients could keep out everyone. */
  add(socket: Socket): void {
    const [oldest] = this.#unknown;
    if (oldest && this.#unknown.size >= UNKNOWN_SOCKET_LIMIT) {
      this.#unknown.delete(oldest);
      oldest.terminate();
    }
    this.#unknown.add(socket);
  }

  /** False: a limit is reached, and the socket stays unknown. */
  assign(socket: Socket, clerkId: string): boolean {
    const ofClerk = [...this.#clerks.values()].filter((id) => id === clerkId).length;
    if (this.isFull || ofClerk >= CLERK_SOCKET_LIMIT || !this.#unknown.delete(socket)) return false;
    this.#clerks.set(socket, clerkId);
    return true;
  }

  remove(socket: Socket): void {
    this.#unknown.delete(socket);
    this.#clerks.delete(socket);
  }
}
