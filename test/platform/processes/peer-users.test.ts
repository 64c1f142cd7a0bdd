/** Who is at the other end of a real connection, from whichever address of loopback it comes. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { peerUsers } from '../../../src/platform/users.js';

let server: Server;
beforeAll(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test.each(['127.0.0.1', '127.9.8.7'])(
  'the user of a program that comes from %s is known',
  async (localAddress) => {
    const { port } = server.address() as AddressInfo;
    const socket = connect({ host: '127.0.0.1', port, localAddress });
    await new Promise((resolve) => socket.once('connect', resolve));
    const peer = { address: localAddress, port: socket.localPort ?? 0 };
    expect(await peerUsers.userOf(peer)).toBe(`uid ${process.getuid?.()}`);
    socket.destroy();
  },
);

test("a connection that its program has closed is no one's, and not root's", async () => {
  const { port } = server.address() as AddressInfo;
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const socket = connect({ host: '127.0.0.1', port });
  await new Promise((resolve) => socket.once('connect', resolve));
  const peer = { address: '127.0.0.1', port: socket.localPort ?? 0 };
  const end = await accepted;
  end.allowHalfOpen = true;
  const closed = new Promise((resolve) => end.once('end', resolve).resume());
  socket.destroy();
  await closed;
  expect(await peerUsers.userOf(peer)).toBeUndefined();
  end.destroy();
});

test('no one is known where no one is', async () => {
  expect(await peerUsers.userOf({ address: '127.9.8.7', port: 1 })).toBeUndefined();
  expect(await peerUsers.userOf({ address: 'unknown', port: 0 })).toBeUndefined();
});
