/** What doctor says of the port, as a table: only a server that proves it has a key of this folder counts as running. */
import { writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSocketServer, type Socket } from 'node:net';
import { serverRows } from '../../../src/cli/doctor/server.js';
import { serverProof } from '../../../src/domain/health/server-proof.js';
import type { Keys } from '../../../src/domain/ports/machine.js';
import { folderOfTest } from '../../fixtures/folder-of-test.js';

const keysOf = (name: string): Keys => ({ hmac: (purpose, value) => `${name} ${purpose} ${value}` });
const ours = keysOf('ours');

const folder = folderOfTest();
let server: { close(): unknown } | undefined;
const frozen: Socket[] = [];

afterEach(() => {
  for (const socket of frozen.splice(0)) socket.destroy();
  server?.close();
  server = undefined;
});

async function listen(made: Pick<Server, 'listen' | 'address' | 'close'>): Promise<number> {
  await new Promise<void>((done) => made.listen(0, '127.0.0.1', done));
  server = made;
  return (made.address() as { port: number }).port;
}

const life = (port: number) => writeFileSync(folder('server.json'), JSON.stringify({ pid: 77, port }));
const look = (
  port: number,
  { isInstalled = false, keys = ours }: { isInstalled?: boolean; keys?: Keys } = {},
) => serverRows({ config: { dataFolder: folder(), port }, keys, isInstalled, patienceMs: 500 });

const control =
  (keys: Keys, health: object = { status: 'OK', parts: [] }): RequestListener =>
  (request, response) => {
    const challenge = new URL(request.url ?? '', 'http://x').searchParams.get('challenge') ?? '';
    const port = request.socket.localPort ?? 0;
    response.end(JSON.stringify({ ...health, proof: serverProof(keys, challenge, port) }));
  };

test('a server that proves the key is ours, and its health is reported', async () => {
  const port = await listen(createServer(control(ours)));
  expect(await look(port)).toEqual([
    { part: `port ${port}`, ok: true, detail: 'the server of this data folder responds' },
    { part: 'server health', ok: true, detail: 'OK' },
  ]);
});

test('a part of the server that is not well is bad', async () => {
  const health = { status: 'DEGRADED', parts: [{ name: 'state database', status: 'DEGRADED' }] };
  const port = await listen(createServer(control(ours, health)));
  expect((await look(port))[1]).toMatchObject({ ok: false, detail: 'DEGRADED, state database DEGRADED' });
});

test.each<[string, RequestListener]>([
  ['another data folder', control(keysOf('theirs'))],
  ['a program that says it is well', (_, response) => response.end('{"status":"OK","parts":[]}')],
  ['a program that speaks no JSON', (_, response) => response.end('hello')],
  ['a program that says null', (_, response) => response.end('null')],
  ['a program that leads elsewhere', (_, response) => response.writeHead(302, { location: '/x' }).end()],
])('%s is a foreign program, also beside a stale server.json', async (_, listener) => {
  const port = await listen(createServer(listener));
  life(port);
  const [finding] = await look(port);
  expect(finding).toMatchObject({ ok: false, detail: expect.stringContaining('taken by another program') });
  expect(finding?.remedy).toMatch(/^Enter no PIN there\./);
});

test('one that accepts and says nothing is frozen', async () => {
  const port = await listen(createSocketServer((socket) => void frozen.push(socket)) as unknown as Server);
  life(port);
  expect(await look(port)).toMatchObject([{ ok: false, detail: expect.stringContaining('process 77') }]);
});

test('nothing at the port is free, unless a server has to be there', async () => {
  const port = await listen(createServer());
  await new Promise((done) => (server as Server).close(done));
  expect(await look(port)).toMatchObject([{ ok: true, detail: 'free' }]);
  expect(await look(port, { isInstalled: true })).toMatchObject(
    [{ ok: false, detail: /installed/ }].map(words),
  );
  life(port);
  expect(await look(port)).toMatchObject([{ ok: false, detail: /ended unexpectedly/ }].map(words));
});

const words = ({ ok, detail }: { ok: boolean; detail: RegExp }) => ({
  ok,
  detail: expect.stringMatching(detail),
  remedy: expect.stringMatching(/^Start it/),
});
