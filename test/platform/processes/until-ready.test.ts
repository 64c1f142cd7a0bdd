/** When a service that was started counts as answering: a server that listens, since then, and is well but for what is no fault of its program. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isWellNow, untilReady } from '../../../src/platform/windows-service/install-steps.js';
import { folderOfTest } from '../../fixtures/folder-of-test.js';

const PARTS = ['state database', 'venue database', 'PowerShell'];
const host = { log: 'its log' };
const data = folderOfTest();
let server: Server;
let down: readonly string[];

beforeEach(async () => {
  down = [];
  server = createServer((_, response) => {
    response.statusCode = down.length > 0 ? 503 : 200;
    const parts = PARTS.map((name) => ({ name, status: down.includes(name) ? 'DOWN' : 'OK' }));
    response.end(JSON.stringify({ status: down.length > 0 ? 'DOWN' : 'OK', parts }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const say = (life: object) => writeFileSync(data('server.json'), JSON.stringify(life));
const listening = () => ({
  port: (server.address() as AddressInfo).port,
  startedAt: new Date().toISOString(),
});
const wait = (needsDatabase = false) =>
  untilReady(data(), { since: new Date(Date.now() - 1000), limitMs: 1200, host, needsDatabase });

test('a server that is well answers, and one that only starts, or began before, does not', async () => {
  say(listening());
  await expect(wait()).resolves.toEqual({
    address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    isDatabaseAway: false,
  });
  say({ ...listening(), port: undefined });
  await expect(wait()).rejects.toMatchObject({ code: 'SERVER_NOT_READY' });
  say({ ...listening(), startedAt: '2020-01-01T00:00:00.000Z' });
  await expect(wait()).rejects.toMatchObject({ code: 'SERVER_NOT_READY' });
});

test('a venue database that is away is given its time, and is no fault of the program', async () => {
  say(listening());
  down = ['venue database'];
  const from = Date.now();
  await expect(wait()).resolves.toMatchObject({ isDatabaseAway: true });
  expect(Date.now() - from).toBeGreaterThan(250);
});

test('a venue database that the program before reached is the fault of this one', async () => {
  say(listening());
  await expect(isWellNow(data())).resolves.toBe(true);
  down = ['venue database'];
  await expect(isWellNow(data())).resolves.toBe(false);
  await expect(wait(true)).rejects.toMatchObject({
    code: 'SERVER_NOT_READY',
    message: expect.stringContaining("can't use the venue's database, which the previous version could"),
  });
});

test.each([
  [['state database']],
  [['venue database', 'state database']],
  [['venue database', 'PowerShell']],
  [['PowerShell']],
])('a server whose %s is down does not count as ready', async (names) => {
  say(listening());
  down = names;
  await expect(wait()).rejects.toMatchObject({ code: 'SERVER_NOT_READY' });
});
