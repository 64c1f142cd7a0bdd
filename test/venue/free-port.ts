import { createServer } from 'node:net';

/** One on 127.0.0.1 that no one had a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? found(address.port) : fail(new Error('No port is free.')),
      );
    });
  });
}
