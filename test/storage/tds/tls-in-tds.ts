/** The server's half of TLS inside TDS: the handshake travels in PRELOGIN packets, what follows on the bare socket. */
import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.js';
import { packetsOf, TYPE } from './packets.js';

export interface Handshake {
  /** What the client sent in a PRELOGIN packet, or on the bare socket once it is secure. */
  receive(bytes: Buffer): void;
  /** Clear bytes, both ways. */
  readonly clear: TLSSocket;
  readonly secure: Promise<void>;
}

/** `send` puts bytes on the socket. */
export function serverHandshake({ key, cert }: Certificate, send: (bytes: Buffer) => void): Handshake {
  let isShaken = false;
  /** The handshake's last flight is written after it says that it is over: what the client sends next is what ends it. */
  let isBare = false;
  let flight: Buffer[] = [];
  const encrypted = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, written) {
      if (isBare) send(chunk);
      else {
        // A flight is one message, however many writes it takes: the client waits for exactly one.
        if (flight.length === 0) setImmediate(sendFlight);
        flight.push(chunk);
      }
      written();
    },
  });
  function sendFlight(): void {
    const bytes = Buffer.concat(flight);
    flight = [];
    send(packetsOf(TYPE['PRELOGIN'] ?? 0x12, bytes));
  }
  const clear = new TLSSocket(encrypted, { isServer: true, key, cert, maxVersion: 'TLSv1.2' });
  const secure = new Promise<void>((resolve, reject) => {
    clear.once('secure', () => {
      isShaken = true;
      resolve();
    });
    clear.once('error', reject);
  });
  clear.on('error', () => undefined);
  secure.catch(() => undefined);
  return {
    receive(bytes) {
      isBare = isShaken;
      encrypted.push(bytes);
    },
    clear,
    secure,
  };
}
