/** A WebSocket client that shows each message and how the socket closes, and an upgrade whose refusal can be read. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { TOKEN } from './practice.js';

export interface Message {
  readonly type: string;
  readonly id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the message holds
  readonly payload?: any;
}

export interface Client {
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  send(message: object): void;
  /** Default: the token of the practice server. */
  init(token?: string): Promise<Message>;
  subscribe(id: string, query: string, more?: object): void;
  /** The next message with this id. */
  next(id: string | undefined): Promise<Message>;
  ask(id: string, query: string, more?: object): Promise<Message>;
  /** Rejects once the socket is closed. */
  isServed(): Promise<void>;
}

/** Signed in and acknowledged. */
export async function ready(port: number): Promise<Client> {
  const client = await open(port);
  await client.init();
  return client;
}

export function open(
  port: number,
  headers: Record<string, string> = {},
  protocol = 'graphql-transport-ws',
): Promise<Client> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, protocol, { headers });
  const arrived: Message[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (data) => {
    arrived.push(JSON.parse(String(data)));
    for (const wake of waiting.splice(0)) wake();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const client: Client = {
    socket,
    closed,
    send: (message) => socket.send(JSON.stringify(message)),
    init(token = TOKEN) {
      client.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
      return client.next(undefined);
    },
    subscribe: (id, query, more) => client.send({ type: 'subscribe', id, payload: { query, ...more } }),
    async next(id) {
      for (;;) {
        const index = arrived.findIndex((message) => message.id === id);
        const [message] = index < 0 ? [] : arrived.splice(index, 1);
        if (message) return message;
        await new Promise<void>((wake) => waiting.push(wake));
      }
    },
    ask(id, query, more) {
      client.subscribe(id, query, more);
      return client.next(id);
    },
    async isServed() {
      client.send({ type: 'ping' });
      const answer = await Promise.race([client.next(undefined), closed]);
      if (typeof answer === 'number' || answer.type !== 'pong')
        throw new Error(`no pong: ${JSON.stringify(answer)}`);
    },
  };
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(client));
    socket.once('error', reject);
  });
}

/** The answer to an upgrade that is refused. */
export function upgrade(port: number, headers: Record<string, string>, path = '/graphql') {
  return new Promise<{
    status: number;
    headers: IncomingMessage['headers'];
    json: { errors: { extensions: { code: string; correlationId: string } }[] };
  }>((resolve, reject) => {
    const outgoing = httpRequest({
      host: '127.0.0.1',
      port: port,
      path,
      agent: false,
      setHost: false,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        'sec-websocket-protocol': 'graphql-transport-ws',
        ...headers,
      },
    });
    outgoing.on('upgrade', () => reject(new Error('upgraded')));
    outgoing.on('error', reject);
    outgoing.on('response', async (incoming) => {
      let text = '';
      for await (const chunk of incoming) text += String(chunk);
      resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, json: JSON.parse(text) });
    });
    outgoing.end();
  });
}

export async function until(holds: () => boolean, patience = 2_000): Promise<void> {
  const deadline = performance.now() + patience;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`waited for ${patience} ms in vain`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
