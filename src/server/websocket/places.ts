/** Who has a place among the open sockets. Anyone who hasn't said yet who it is takes none from those who have. */

/** Sockets of signed-in clerks at a time, and of any one of them. */
export const PLACES = 50;
export const PLACES_A_CLERK = 20;
/** Sockets that haven't said who they are: who does says so within milliseconds. */
export const UNKNOWN_PEERS = 25;

export interface Socket {
  /** At once, without a word. */
  terminate(): void;
}

export class SocketPlaces {
  /** Oldest first. */
  readonly #unknownPeers = new Set<Socket>();
  readonly #clerks = new Map<Socket, string>();

  /** No place is free for anyone who would sign in. */
  get isFull(): boolean {
    return this.#clerks.size >= PLACES;
  }

  /** The oldest unknown peer gives way: refusing the newest, anyone who keeps silent would keep everyone out. */
  enter(socket: Socket): void {
    const [oldest] = this.#unknownPeers;
    if (oldest && this.#unknownPeers.size >= UNKNOWN_PEERS) {
      this.#unknownPeers.delete(oldest);
      oldest.terminate();
    }
    this.#unknownPeers.add(socket);
  }

  /** False: there is no place for this clerk; the socket stays another user. */
  seat(socket: Socket, clerkId: string): boolean {
    const taken = [...this.#clerks.values()].filter((id) => id === clerkId).length;
    if (this.isFull || taken >= PLACES_A_CLERK || !this.#unknownPeers.delete(socket)) return false;
    this.#clerks.set(socket, clerkId);
    return true;
  }

  leave(socket: Socket): void {
    this.#unknownPeers.delete(socket);
    this.#clerks.delete(socket);
  }
}
