/** Reads a list to its end over one kept connection, a page as soon as the one before has come. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { nextPage, PAGE_ROWS, ROWS } from './documents.mjs';

const HEAD_END = Buffer.from('\r\n\r\n');

/** Answers milliseconds, bytes and the hash of all pages together; rejects where a page is no answer, or the list ends too early. */
export async function walk({ port, token }) {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  const all = createHash('sha256');
  const startedAt = performance.now();
  let bytes = 0;
  let after = null;
  for (let page = 0; page < ROWS / PAGE_ROWS; page += 1) {
    const body = await askOne(socket, { port, token, variables: { after } });
    all.update(body);
    bytes += body.length;
    after = /"endCursor":"([^"]+)"/.exec(body.subarray(-200).latin1Slice())?.[1];
    if (after === undefined)
      throw new Error(`No further page after ${page}: ${body.subarray(0, 300).latin1Slice()}`);
  }
  const ms = performance.now() - startedAt;
  socket.destroy();
  return { ms, bytes, hash: all.digest('hex') };
}

function askOne(socket, { port, token, variables }) {
  const content = JSON.stringify({ query: nextPage, variables });
  const head = [
    'POST /graphql HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(content)}`,
    ...(token ? [`Authorization: Bearer ${token}`] : []),
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${content}`);
  return new Promise((done, fail) => {
    const chunks = [];
    let expected = Number.POSITIVE_INFINITY;
    let received = 0;
    let from = 0;
    const take = (chunk) => {
      chunks.push(chunk);
      received += chunk.length;
      if (from === 0) {
        const text = chunks.length === 1 ? chunk : Buffer.concat(chunks);
        const end = text.indexOf(HEAD_END);
        if (end < 0) return;
        const lines = text.latin1Slice(0, end);
        if (!lines.startsWith('HTTP/1.1 200'))
          return over(() => fail(new Error(text.subarray(0, 500).latin1Slice())));
        from = end + HEAD_END.length;
        expected = from + Number(/content-length: *(\d+)/i.exec(lines)?.[1]);
      }
      // Apollo on Express ends its answers with a line feed.
      if (received >= expected) over(() => done(trimmed(Buffer.concat(chunks).subarray(from, expected))));
    };
    const over = (settle) => {
      socket.off('data', take);
      socket.off('error', fail);
      settle();
    };
    socket.on('data', take);
    socket.once('error', fail);
  });
}

function trimmed(body) {
  return body.at(-1) === 10 ? body.subarray(0, -1) : body;
}
