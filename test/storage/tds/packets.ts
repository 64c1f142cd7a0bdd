/** TDS frames: bytes of a socket -> messages, and a message -> packets. tedious' own streams can't be cut, so only its Packet serves here. */
import { Packet } from 'tedious/lib/packet.js';

export { TYPE } from 'tedious/lib/packet.js';

export interface Message {
  readonly type: number;
  readonly data: Buffer;
}

const headerLength = 8;
const ignoreFlag = 0x02;

/** Collects what a socket gives, in pieces of any size. */
export class MessageReader {
  #rest = Buffer.alloc(0);
  #parts: Buffer[] = [];

  /** Messages that are whole now. One that the client gave up while it sent it (ignore bit) is dropped. */
  push(chunk: Buffer): Message[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: Message[] = [];
    while (this.#rest.length >= headerLength) {
      const length = this.#rest.readUInt16BE(2);
      if (length < headerLength) throw new Error('A TDS packet is shorter than its header.');
      if (this.#rest.length < length) break;
      const packet = new Packet(Buffer.from(this.#rest.subarray(0, length)));
      this.#rest = this.#rest.subarray(length);
      const status = packet.buffer.readUInt8(1);
      this.#parts.push(packet.data());
      if (!packet.isLast()) continue;
      const data = Buffer.concat(this.#parts);
      this.#parts = [];
      if ((status & ignoreFlag) === 0) messages.push({ type: packet.type(), data });
    }
    return messages;
  }
}

/** `packetSize` includes the header; default what both sides begin with. */
export function packetsOf(type: number, data: Buffer, packetSize = 4096): Buffer {
  const room = packetSize - headerLength;
  const packets: Buffer[] = [];
  for (let at = 0; at === 0 || at < data.length; at += room) {
    const packet = new Packet(type);
    packet.packetId(packets.length + 1);
    packet.last(at + room >= data.length);
    packet.addData(data.subarray(at, at + room));
    packets.push(packet.buffer);
  }
  return Buffer.concat(packets);
}
