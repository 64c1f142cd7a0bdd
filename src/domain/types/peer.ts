/** The other end of a connection: one object for each. */
export interface Peer {
  readonly address: string;
  readonly port: number;
}
