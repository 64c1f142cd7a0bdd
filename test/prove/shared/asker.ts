/** One who asks a real server over both transports, one thing at a time, and says what came and how long it took. */
import { Agent, request as httpRequest } from 'node:http';
import { WebSocket } from 'ws';
import { openSocket } from './watcher.js';

/** Longer than the server gives anything: what is later comes never, and counts as a fault. */
const PATIENCE_MS = 60_000;

export interface Reply {
  /** Of HTTP; over a socket 0, and 599 where no answer came. */
  readonly status: number;
  readonly text: string;
  readonly ms: number;
}

export class Asker {
  readonly #port: number;
  readonly #token: string | undefined;
  readonly #agent: Agent;
  #socket: WebSocket | undefined;
  #next = 0;

  /** `from`: an address of loopback. */
  constructor(port: number, token: string | undefined, from = '127.0.0.1', sockets = 1) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: sockets, localAddress: from });
    this.#port = port;
    this.#token = token;
  }

  /** These bytes as the body of a POST. */
  post(body: string | Buffer, type = 'application/json'): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest({
        host: '127.0.0.1',
        port: this.#port,
        path: '/graphql',
        method: 'POST',
        agent: this.#agent,
        headers: {
          'content-type': type,
          ...(this.#token && { authorization: `Bearer ${this.#token}` }),
        },
      });
      const since = performance.now();
      outgoing.setTimeout(PATIENCE_MS, () => {
        resolve({ status: 599, text: 'no answer', ms: performance.now() - since });
        outgoing.destroy();
      });
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            text: Buffer.concat(chunks).toString(),
            ms: performance.now() - since,
          }),
        );
      });
      outgoing.end(body);
    });
  }

  /** As a message of a socket: the first that comes back, or how the socket was closed. A new socket follows a closed one. */
  async message(text: string, id?: string): Promise<Reply> {
    const socket = await this.#open();
    const since = performance.now();
    return await new Promise((resolve) => {
      const end = (said: string, status = 0) => {
        clearTimeout(late);
        socket.off('message', hear);
        socket.off('close', gone);
        resolve({ status, text: said, ms: performance.now() - since });
      };
      const late = setTimeout(() => end('no answer', 599), PATIENCE_MS);
      const hear = (data: unknown) => {
        const said = String(data);
        if (id === undefined || (JSON.parse(said) as { id?: string }).id === id) end(said);
      };
      const gone = (code: number) => end(`closed with ${code}`);
      socket.on('message', hear);
      socket.on('close', gone);
      socket.send(text);
    });
  }

  /** A query over a socket, ended after its first answer. */
  async subscribe(payload: object): Promise<Reply> {
    const id = String(this.#next++);
    const result = await this.message(JSON.stringify({ type: 'subscribe', id, payload }), id);
    const socket = this.#socket;
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'complete', id }));
    return result;
  }

  close(): void {
    this.#agent.destroy();
    this.#socket?.terminate();
  }

  async #open(): Promise<WebSocket> {
    if (this.#socket?.readyState === WebSocket.OPEN) return this.#socket;
    this.#socket = await openSocket(this.#port, this.#token);
    if (!this.#socket) throw new Error('No socket is opened.');
    return this.#socket.on('error', () => undefined);
  }
}
