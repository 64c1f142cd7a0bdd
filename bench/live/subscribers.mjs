/** Many who follow one operation, by graphql-transport-ws, as cheaply as Node can: what is measured is the sender. */
import { WebSocket } from 'ws';

/**
 * Opens `sockets` sockets with `each` subscriptions. `tokens` are given out by turns. Answers `heard()` (how many events
 * came), `over`, which resolves once every subscription was completed, and `leave`; with `keep` also `messages`, every message.
 */
export async function follow({ port, tokens = [undefined], query, variables, sockets, each, keep = false }) {
  let heard = 0;
  const messages = [];
  const open = [];
  // One by one: ours has few places for those who haven't said yet who they are.
  for (let n = 0; n < sockets; n += 1) open.push(await openOne(port, tokens[n % tokens.length]));
  const ends = [];
  for (const socket of open) {
    const waiting = new Map();
    socket.on('message', (data) => {
      const text = data.latin1Slice();
      if (text.includes('"type":"next"')) {
        if (keep) messages.push(String(data));
        if (text.includes('"errors"')) throw new Error(`Received errors: ${text}`);
        heard += 1;
        return;
      }
      const { type, id, payload } = JSON.parse(text);
      if (type === 'complete') waiting.get(id)?.done();
      if (type === 'error') waiting.get(id)?.fail(new Error(JSON.stringify(payload)));
    });
    for (let n = 0; n < each; n += 1) {
      ends.push(new Promise((done, fail) => waiting.set(String(n), { done, fail })));
      socket.send(JSON.stringify({ id: String(n), type: 'subscribe', payload: { query, variables } }));
    }
  }
  const over = Promise.all(ends);
  over.catch(() => undefined);
  return { heard: () => heard, messages, over, leave: () => Promise.all(open.map(close)) };
}

/** Signed in where a token is given. */
function openOne(port, token) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', {
    perMessageDeflate: true,
  });
  return new Promise((done, fail) => {
    socket.once('error', fail);
    socket.once('close', (code) => fail(new Error(`A socket was closed with ${code}.`)));
    socket.once('open', () =>
      socket.send(
        JSON.stringify({
          type: 'connection_init',
          ...(token && { payload: { authorization: `Bearer ${token}` } }),
        }),
      ),
    );
    socket.once('message', () => done(socket));
  });
}

function close(socket) {
  const gone = new Promise((done) => socket.once('close', done));
  socket.close();
  return gone;
}
