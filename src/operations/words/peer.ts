/** The other end of a connection. */
export interface Peer {
  readonly address: string;
  readonly port: number;
}
