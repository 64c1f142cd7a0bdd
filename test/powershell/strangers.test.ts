/** Others of the machine that connect to a host's pipe before it does, or beside it: real PowerShell, a real socket. */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, poolsOfOneTest, scriptFolder } from './pool-under-test.js';

const { makePool, end } = poolsOfOneTest();
let scripts: string;
beforeEach(() => {
  scripts = mkdtempSync(join(tmpdir(), 'venue-strangers-'));
  copyFileSync(join(scriptFolder, 'Get-Echo.ps1'), join(scripts, 'Get-Echo.ps1'));
});
afterEach(async () => {
  await end();
  rmSync(scripts, { recursive: true, force: true });
});

/** The pipe that this test's host is awaited at: its launch file names our folder. */
async function pipe(): Promise<string> {
  let path = '';
  await eventually(() => {
    const folders = readdirSync(tmpdir()).filter((name) => name.startsWith('venue-host-'));
    const ours = folders.find((name) => textOf(join(tmpdir(), name, 'launch.json')).includes(scripts));
    path = ours ? join(tmpdir(), ours, 'pipe') : '';
    return path !== '' && existsSync(path);
  }, 5000);
  return path;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function stranger(path: string, says?: string | Buffer) {
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
  `${JSON.stringify({ t: 'ready', v: 3, pid: process.pid, ps: '7.6.9', edition: 'Core', token })}\n`;

test('whoever comes first keeps no host out, hears nothing, and is gone once the host is there', async () => {
  const { pool, output, lines } = makePool({ scriptFolders: [scripts], readsOnly: true });
  const started = pool.start();
  const path = await pipe();
  const silent = Array.from({ length: 30 }, () => stranger(path));
  const liars = [
    stranger(path, greeting('x'.repeat(43))),
    stranger(path, 'GET / HTTP/1.1\r\n\r\n'),
    stranger(path, '{"t":"pong","id":"1","mb":1}\n'),
    stranger(path, Buffer.alloc(100_000, 'x')),
    stranger(path, `${greeting('x'.repeat(43))}${greeting('y'.repeat(43))}`),
  ];
  await eventually(() => liars.every(({ isGone }) => isGone), 5000);
  // Each for what it said, not because the host is there by now.
  expect(silent.some(({ isGone }) => isGone)).toBe(false);
  await started;
  expect(await output('Get-Echo', { Value: 'mine' })).toEqual(['mine']);
  await eventually(() => silent.every(({ isGone }) => isGone), 5000);
  expect([...silent, ...liars].map(({ heard }) => heard)).toEqual(Array(35).fill(0));
  expect(lines.filter((line) => line.includes('not our PowerShell host'))).toHaveLength(1);
}, 60_000);

test('a hundred that say nothing make each other go, never the host', async () => {
  const { pool, output } = makePool({ scriptFolders: [scripts], readsOnly: true });
  const started = pool.start();
  const path = await pipe();
  const silent = Array.from({ length: 100 }, () => stranger(path));
  await eventually(() => silent.filter(({ isGone }) => isGone).length === 36, 5000);
  await started;
  expect(await output('Get-Echo', { Value: 'mine' })).toEqual(['mine']);
}, 60_000);

test('a flood of them that goes on keeps no host out', async () => {
  const { pool, output, lines } = makePool({ scriptFolders: [scripts], readsOnly: true });
  const started = pool.start();
  const path = await pipe();
  const flood = setInterval(() => {
    for (let n = 0; n < 20; n += 1) stranger(path);
  }, 10);
  await started.finally(() => clearInterval(flood));
  expect(lines.filter((line) => line.includes('did not start'))).toEqual([]);
  expect(await output('Get-Echo', { Value: 'mine' })).toEqual(['mine']);
}, 60_000);
