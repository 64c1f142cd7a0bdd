/** A subscriber of operationProgress that loses its socket again and again and continues where it was. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

export const DROPS = ['terminate', 'close', 'complete'] as const;
export type Drop = (typeof DROPS)[number];

export class Watcher {
  readonly sequences: number[] = [];
  readonly untrue: string[] = [];
  readonly #port: number;
  readonly #token: string;
  readonly #operationId: string;

  constructor(port: number, token: string, operationId: string) {
    this.#port = port;
    this.#token = token;
    this.#operationId = operationId;
  }

  /** Follows until the stream is complete (true) or it was dropped after `ms` (false), in this way. */
  async follow(ms: number, drop: Drop): Promise<boolean> {
    const socket = await openSocket(this.#port, this.#token);
    if (!socket) return false;
    const after = this.sequences.at(-1) ?? 0;
    const query =
      'subscription ($id: ID!, $after: Int) { operationProgress(id: $id, after: $after) { sequence } }';
    const variables = { id: this.#operationId, after };
    let isOver = false;
    const ended = new Promise<void>((end) => {
      socket.on('message', (data) => {
        const message = JSON.parse(String(data)) as { type: string; payload?: never };
        if (message.type === 'next') this.#take(message.payload);
        if (message.type === 'error') this.untrue.push(`refused: ${JSON.stringify(message.payload)}`);
        isOver ||= message.type === 'complete';
        if (isOver || message.type === 'error') end();
      });
      socket.once('close', () => end());
    });
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query, variables } }));
    await Promise.race([ended, sleep(ms)]);
    if (!isOver && drop === 'complete' && socket.readyState === WebSocket.OPEN)
      socket.send(JSON.stringify({ type: 'complete', id: '1' }));
    // What still arrives from a stream that was left is not taken: the next one brings it again.
    socket.removeAllListeners('message');
    if (drop === 'terminate') socket.terminate();
    else socket.close();
    return isOver;
  }

  #take(
    payload: { data?: { operationProgress?: { sequence: number } }; errors?: unknown } | undefined,
  ): void {
    const sequence = payload?.data?.operationProgress?.sequence;
    const expected = (this.sequences.at(-1) ?? 0) + 1;
    if (sequence !== expected)
      this.untrue.push(`expected ${expected}, got ${sequence ?? JSON.stringify(payload)}`);
    if (sequence !== undefined) this.sequences.push(sequence);
  }
}

/** Acknowledged; undefined while no server answers. */
export async function openSocket(port: number, token: string | undefined): Promise<WebSocket | undefined> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  const acknowledged = await new Promise<boolean>((done) => {
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
    socket.once('message', () => done(true));
    socket.once('open', () => {
      const payload = { authorization: `Bearer ${token}` };
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
    });
  });
  if (acknowledged) return socket;
  socket.on('error', () => undefined);
  socket.terminate();
  return undefined;
}
