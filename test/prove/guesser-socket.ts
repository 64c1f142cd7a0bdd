/** Mutations over one WebSocket, each answered to whoever asked it. */
import { WebSocket } from 'ws';

export interface SocketClient {
  /** The answer as text. */
  ask(payload: object): Promise<string>;
  close(): void;
}

export async function openSocket(port: number, token: string): Promise<SocketClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  const waiting = new Map<string, (answer: string) => void>();
  let asked = 0;
  const acknowledged = new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('message', (data) => {
      const text = String(data);
      const { type, id } = JSON.parse(text) as { type: string; id?: string };
      if (type === 'connection_ack') resolve();
      if (id === undefined || (type !== 'next' && type !== 'error')) return;
      waiting.get(id)?.(text);
      waiting.delete(id);
    });
  });
  socket.once('open', () =>
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })),
  );
  socket.once('close', () => {
    for (const answer of waiting.values()) answer('the socket was closed');
  });
  await acknowledged;
  return {
    ask(payload) {
      asked += 1;
      const id = String(asked);
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ id, type: 'subscribe', payload }));
      });
    },
    close: () => socket.close(),
  };
}
