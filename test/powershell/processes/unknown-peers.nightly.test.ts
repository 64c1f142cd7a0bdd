/** Others of the machine that connect to a host's pipe before it does, or beside it: real PowerShell, a real socket. */
import { copyFileSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { folderOfTest } from '../../fixtures/folder-of-test.js';
import { eventually, poolsOfOneTest, scriptFolder } from './pool-under-test.js';

const { makePool, end } = poolsOfOneTest();
afterEach(end);
const scripts = folderOfTest();
beforeEach(() => copyFileSync(join(scriptFolder, 'Get-Echo.ps1'), scripts('Get-Echo.ps1')));

/** The pipe that this test's host is awaited at: the one of its kind that this very process listens at. */
async function pipe(): Promise<string> {
  let path = '';
  await eventually(() => {
    const own = new Set(readdirSync('/proc/self/fd').map(linkOf));
    const sockets = readFileSync('/proc/net/unix', 'utf8').split('\n');
    const found = sockets
      .map((line) => line.split(/ +/))
      .find(([, , , , , , inode, name]) => name?.includes('/venue-host-') && own.has(`socket:[${inode}]`));
    path = found?.[7] ?? '';
    return path !== '';
  }, 5000);
  return path;
}

function linkOf(descriptor: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return '';
  }
}

function unknownPeer(path: string, says?: string | Buffer) {
  const socket: Socket = connect(path).on('error', () => undefined);
  const seen = { socket, heard: 0, isGone: false };
  socket.on('data', (chunk) => {
    seen.heard += chunk.length;
  });
  socket.once('close', () => {
    seen.isGone = true;
  });
  if (says !== undefined) socket.write(says);
  return seen;
}

const greeting = (token: string) =>
  `${JSON.stringify({ t: 'ready', v: 4, pid: process.pid, ps: '7.6.9', edition: 'Core', token })}\n`;

test('the first caller keeps no host out, hears nothing, and is gone once the host is there', async () => {
  const { pool, output, lines } = makePool({ scriptFolders: [scripts()], readsOnly: true });
  const started = pool.start();
  const path = await pipe();
  const silent = Array.from({ length: 30 }, () => unknownPeer(path));
  const liars = [
    unknownPeer(path, greeting('x'.repeat(43))),
    unknownPeer(path, 'GET / HTTP/1.1\r\n\r\n'),
    unknownPeer(path, '{"t":"pong","id":"1","mb":1}\n'),
    unknownPeer(path, Buffer.alloc(100_000, 'x')),
    unknownPeer(path, `${greeting('x'.repeat(43))}${greeting('y'.repeat(43))}`),
  ];
  await eventually(() => liars.every(({ isGone }) => isGone), 5000);
  // Each for what it said, not because the host is there by now.
  expect(silent.some(({ isGone }) => isGone)).toBe(false);
  await started;
  expect(await output('Get-Echo', { Value: 'mine' })).toEqual(['mine']);
  await eventually(() => silent.every(({ isGone }) => isGone), 5000);
  expect([...silent, ...liars].map(({ heard }) => heard)).toEqual(Array(35).fill(0));
  expect(lines.filter((line) => line.includes('unknown process connected'))).toHaveLength(1);
}, 60_000);

test('a hundred that say nothing make each other go, never the host', async () => {
  const { pool, output } = makePool({ scriptFolders: [scripts()], readsOnly: true });
  const started = pool.start();
  const path = await pipe();
  const silent = Array.from({ length: 100 }, () => unknownPeer(path));
  await eventually(() => silent.filter(({ isGone }) => isGone).length === 36, 5000);
  await started;
  expect(await output('Get-Echo', { Value: 'mine' })).toEqual(['mine']);
}, 60_000);

test.each([20, 200])(
  'a flood of them that continues, %i each time, keeps no host out',
  async (each) => {
    const { pool, output, lines } = makePool({ scriptFolders: [scripts()], readsOnly: true });
    const started = pool.start();
    const path = await pipe();
    const flood = setInterval(() => {
      for (let n = 0; n < each; n += 1) unknownPeer(path);
    }, 10);
    await started.finally(() => clearInterval(flood));
    expect(lines.filter((line) => line.includes('did not start'))).toEqual([]);
    expect(await output('Get-Echo', { Value: 'mine' })).toEqual(['mine']);
  },
  60_000,
);
