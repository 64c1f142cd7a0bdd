/** Many who follow one operation, by graphql-transport-ws or by server-sent events, as cheaply as Node can: what is measured is who tells them. */
import { request } from 'node:http';
import { WebSocket } from 'ws';

/**
 * Opens `sockets` sockets with `each` subscriptions. `tokens` are given out by turns. Answers `heard` (the moments of every event: told and
 * received), which grows, `over`, which resolves once every subscription was completed, and `leave`; with `keep` also `told`, every message.
 */
export async function follow({ port, tokens = [undefined], query, variables, sockets, each, keep = false }) {
  const heard = [];
  const told = [];
  const open = [];
  // One by one: ours has few places for those who haven't said yet who they are.
  for (let n = 0; n < sockets; n += 1) open.push(await openOne(port, tokens[n % tokens.length]));
  const ends = [];
  for (const socket of open) {
    const waiting = new Map();
    socket.on('message', (data) => {
      const text = data.latin1Slice();
      if (text.includes('"type":"next"')) {
        if (keep) told.push(String(data));
        return heard.push(momentOf(text));
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
  return { heard, told, over, leave: () => Promise.all(open.map(close)) };
}

/** The same over HTTP, a connection each. */
export async function followByEventSource({ port, query, variables, count }) {
  const heard = [];
  const all = Array.from({ length: count }, () => {
    const asked = request({
      port,
      host: '127.0.0.1',
      path: '/graphql',
      method: 'POST',
      agent: false,
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    });
    asked.on('error', () => undefined);
    asked.on('response', (response) => {
      let text = '';
      response.on('data', (data) => {
        text += data.latin1Slice();
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          if (text.startsWith('event: next')) heard.push(momentOf(text.slice(0, end)));
          text = text.slice(end + 2);
        }
      });
    });
    asked.end(JSON.stringify({ query, variables }));
    return asked;
  });
  return {
    heard,
    async leave() {
      for (const asked of all) asked.destroy();
    },
  };
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

/** When it was told, which stands in the event, and when it came, in milliseconds. */
function momentOf(text) {
  const received = Date.now();
  if (text.includes('"errors"')) throw new Error(`Told with errors: ${text}`);
  return { told: Date.parse(/"at":"([^"]+)"/.exec(text)[1]), received };
}
