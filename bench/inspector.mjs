/** Node's inspector from outside: profiles, and what is alive once all garbage is gone. */

/** `url` is what Node says of itself under --inspect. Answers `call` (a method of the protocol) and `close`. */
export async function inspect(url) {
  const socket = new WebSocket(url);
  await new Promise((done, fail) => {
    socket.addEventListener('open', done);
    socket.addEventListener('error', fail);
  });
  const waiting = new Map();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(data);
    waiting.get(id)?.(result);
  });
  let id = 0;
  return {
    call: (method, params = {}) =>
      new Promise((done) => {
        id += 1;
        waiting.set(id, done);
        socket.send(JSON.stringify({ id, method, params }));
      }),
    close: () => socket.close(),
  };
}

/** Bytes that live in the process behind an inspector: its heap and what is kept beside it for buffers. */
export async function livingBytes({ call }) {
  await call('HeapProfiler.collectGarbage');
  const { result } = await call('Runtime.evaluate', { expression: 'JSON.stringify(process.memoryUsage())' });
  const { heapUsed, external } = JSON.parse(result.value);
  return heapUsed + external;
}
