/** Puts answers on a connection: whole, or as a fault wants them. */

import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultAction } from './faults.js';
import { packetsOf, TYPE } from './packets.js';

export class Wire {
  readonly #socket: Socket;
  readonly #over: () => void;
  #through: Duplex;
  #isEnding = false;

  /** `over` is called when this side ends the connection; the socket's own `close` may come late, or never. */
  constructor(socket: Socket, over: () => void) {
    this.#socket = socket;
    this.#through = socket;
    this.#over = over;
  }

  /** From now on through TLS. */
  secure(clear: Duplex): void {
    this.#through = clear;
  }

  raw(bytes: Buffer): void {
    if (!this.#socket.destroyed) this.#through.write(bytes);
  }

  bare(bytes: Buffer): void {
    if (!this.#socket.destroyed) this.#socket.write(bytes);
  }

  answer(bytes: Buffer): void {
    this.raw(packetsOf(answerType, bytes));
  }

  reset(): void {
    // The system refuses to reset what it is just ending, and Node then never says that it is closed.
    if (this.#isEnding) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
    this.#over();
  }

  end(): void {
    this.#isEnding = true;
    if (this.#through === this.#socket) this.#socket.end();
    // TLS says goodbye first; then the socket's end is polite.
    else this.#through.end(() => this.#socket.end());
    this.#over();
  }

  /** Carries out what comes after the work. True when the connection is still of use. */
  async answerBy(fault: FaultAction | undefined, bytes: Buffer): Promise<boolean> {
    if (fault === undefined) {
      this.answer(bytes);
      return true;
    }
    if (typeof fault === 'object' && 'bytesAtATime' in fault)
      return this.#drip(packetsOf(answerType, bytes), fault.bytesAtATime);
    if (typeof fault === 'object' && 'cutAt' in fault) {
      const packets = packetsOf(answerType, bytes);
      this.raw(packets.subarray(0, Math.max(1, Math.floor(packets.length * fault.cutAt))));
      return this.#cut(fault.by);
    }
    if (fault === 'answer then reset' || fault === 'answer then end') this.answer(bytes);
    return this.#cut(String(fault).split(' ').at(-1));
  }

  async #cut(how: string | undefined): Promise<boolean> {
    // What was written is given the time to leave.
    await sleep(5);
    if (how === 'reset') this.reset();
    if (how === 'end') this.end();
    return false;
  }

  async #drip(bytes: Buffer, size: number): Promise<boolean> {
    for (let at = 0; at < bytes.length; at += size) {
      this.raw(bytes.subarray(at, at + size));
      await sleep(1);
    }
    return true;
  }
}

const answerType = TYPE['TABULAR_RESULT'] ?? 0x04;
