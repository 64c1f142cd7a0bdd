/** Asks the same again and again over kept connections, as cheaply as Node can: what is measured is who answers. */
import { connect } from 'node:net';

const HEAD_END = '\r\n\r\n';

/**
 * `count` requests over `connections`, the next on each as soon as the one before is answered. Each answer must have status 200 and exactly
 * this `body`, whatever white space ends it; else it rejects with what came. Answers milliseconds.
 */
export function load({ port, query, token, body, count, connections = 20 }) {
  const request = requestOf(port, query, token);
  const startedAt = performance.now();
  let unsent = count;
  let waiting = connections;
  return new Promise((done, fail) => {
    for (let n = 0; n < connections; n += 1) {
      const socket = connect(port, '127.0.0.1').setNoDelay(true);
      let text = '';
      const next = () => {
        unsent -= 1;
        if (unsent >= 0) return socket.write(request);
        socket.destroy();
        waiting -= 1;
        if (waiting === 0) done(performance.now() - startedAt);
      };
      socket.on('connect', next);
      socket.on('error', fail);
      socket.on('data', (data) => {
        text += data.latin1Slice();
        const answer = answerIn(text);
        if (answer === undefined) return;
        text = '';
        if (answer.status === '200' && answer.body.trimEnd() === body) return next();
        fail(new Error(`Expected ${body}, received ${answer.status} ${answer.body}`));
      });
    }
  });
}

/** One answer, for anyone who records what the others are compared with. Its text is Latin-1: bytes, one by one. */
export async function answerOf({ port, query, token }) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  return Buffer.from(await response.arrayBuffer())
    .latin1Slice()
    .trimEnd();
}

function requestOf(port, query, token) {
  const content = JSON.stringify({ query });
  const lines = [
    'POST /graphql HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(content)}`,
    ...(token ? [`Authorization: Bearer ${token}`] : []),
  ];
  return Buffer.from(`${lines.join('\r\n')}${HEAD_END}${content}`);
}

/** Undefined until all of it is there. */
function answerIn(text) {
  const end = text.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const length = Number(/content-length: *(\d+)/i.exec(text)?.[1]);
  if (Number.isNaN(length)) throw new Error('An answer says no Content-Length.');
  const body = text.slice(end + HEAD_END.length);
  return body.length < length ? undefined : { status: text.slice(9, 12), body };
}
