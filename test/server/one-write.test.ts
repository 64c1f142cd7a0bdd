import { Duplex } from 'node:stream';
import { corkWrites } from '../../src/server/websocket/socket-flow.js';

/** What reaches the system, a list for each write. */
function counted() {
  const writes: string[][] = [];
  const socket = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _, done) => {
      writes.push([String(chunk)]);
      done();
    },
    writev: (chunks, done) => {
      writes.push(chunks.map(({ chunk }) => String(chunk)));
      done();
    },
  });
  return { socket, writes };
}

test('what everyone gets once something has happened leaves in one write, in its order', async () => {
  const { socket, writes } = counted();
  const cork = corkWrites(socket);
  const happened = Promise.withResolvers<void>();
  const result = ['a', 'b', 'c'].map(async (text) => {
    await happened.promise;
    // As a guard that asks someone who knows already.
    await Promise.resolve();
    cork();
    socket.write(text);
  });
  happened.resolve();
  await Promise.all(result);
  await new Promise(setImmediate);
  expect(writes).toEqual([['a', 'b', 'c']]);
});

test('nothing is held longer than that', async () => {
  const { socket, writes } = counted();
  const cork = corkWrites(socket);
  for (const text of ['a', 'b']) {
    cork();
    socket.write(text);
    await new Promise(process.nextTick);
    expect(writes.at(-1)).toEqual([text]);
  }
});

test('a socket that is destroyed meanwhile breaks nothing', async () => {
  const { socket, writes } = counted();
  corkWrites(socket)();
  socket.write('a');
  socket.destroy();
  await new Promise(setImmediate);
  expect(writes).toEqual([]);
});
