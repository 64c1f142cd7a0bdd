/** Coming to a place where someone will listen: real sockets. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { dial } from '../../../src/powershell/wire/wire.js';
import { folderOfTest } from '../../fixtures/folder-of-test.js';
import { eventually } from './pool-under-test.js';

const folder = folderOfTest();
let path: string;
let server: Server;
let callers: { socket: Socket; heard: string }[];
let met: Socket[];
beforeEach(() => {
  path = folder('pipe');
  [callers, met] = [[], []];
  server = createServer((socket) => {
    const caller = { socket: socket.on('error', () => undefined), heard: '' };
    callers.push(caller);
    socket.setEncoding('utf8').on('data', (text) => {
      caller.heard += text;
    });
  });
});
afterEach(() => {
  for (const socket of [...met, ...callers.map(({ socket: theirs }) => theirs)]) socket.destroy();
  server.close();
});

async function listen(): Promise<void> {
  server.listen(path);
  await once(server, 'listening');
}

function coming() {
  const meeting = dial(path, 'who I am\n');
  meeting.onConnection((socket) => void met.push(socket));
  return meeting;
}

test('a place that is not there yet is tried until it is, and hears first who comes', async () => {
  const meeting = coming();
  await sleep(100);
  await listen();
  await eventually(() => callers[0]?.heard === 'who I am\n', 1000);
  expect(met).toHaveLength(1);
  meeting.close();
});

test('who is sent away comes again, until the end', async () => {
  await listen();
  const meeting = coming();
  await eventually(() => callers.length === 1, 1000);
  callers[0]?.socket.destroy();
  await eventually(() => callers[1]?.heard === 'who I am\n', 1000);
  meeting.close();
  callers[1]?.socket.destroy();
  await sleep(100);
  expect(callers).toHaveLength(2);
});

test('an end before anyone listened leaves nothing that tries on', async () => {
  const meeting = coming();
  meeting.close();
  await listen();
  await sleep(100);
  expect(callers).toHaveLength(0);
});

test('an end leaves who is connected alone', async () => {
  await listen();
  const meeting = coming();
  await eventually(() => callers.length === 1, 1000);
  meeting.close();
  await sleep(50);
  expect(met[0]?.destroyed).toBe(false);
});
