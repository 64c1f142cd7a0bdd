/** The way to the cloud: an https stand-in with an authority of its own, certificates that are wrong, proxies, and who learns that nothing was sent. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { type AddressInfo, connect, createServer as createSocketServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import { findPowerShell } from '../../../src/powershell/host/find-powershell.js';

interface Said {
  readonly Status?: number;
  readonly Code?: string;
  readonly Message?: string;
}
interface Case {
  readonly url: string;
  readonly certificate?: string;
  readonly proxy?: string;
  readonly machineProxy?: string;
  readonly timeout?: number;
}

const servers: Server[] = [];
const sockets = new Set<Duplex>();
let folder: string;
/** Requests that reached the stand-in's application, by its name. */
const reached: string[] = [];
/** What proxies were asked to open. */
const tunnels: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'venue-control-certificates-'));
  await runScript('New-CloudCertificate', ['-Folder', folder]);
}, 60_000);
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function runScript(
  name: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { found } = await findPowerShell({ projectFolder: resolve('.') });
  if (!found) throw new Error('There is no PowerShell. Run: npm run setup');
  const script = resolve('test', 'fixtures', `${name}.ps1`);
  const all = [...found.leadingArguments, '-NoProfile', '-NonInteractive', '-File', script, ...words];
  const options = { env: { ...process.env, NO_COLOR: '1', ...env }, timeout: 50_000 };
  return (await promisify(execFile)(found.executable, all, options)).stdout;
}

async function send(cases: readonly Case[], env: NodeJS.ProcessEnv = {}): Promise<readonly Said[]> {
  const said = await runScript('Send-CloudCase', ['-Case', JSON.stringify(cases)], env);
  return said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Said);
}

async function listen(server: Server | HttpServer): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Duplex) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

const pem = (name: string) => readFileSync(join(folder, name), 'utf8');
const authority = () => join(folder, 'authority.pem');

function cloud(name: string, options: ServerOptions = {}, dies = false): Promise<number> {
  return listen(
    createSecureServer(
      { cert: pem(`${name}.pem`), key: pem(`${name}.key`), ...options },
      (request, answer) => {
        reached.push(name);
        if (dies) request.socket.destroy();
        else answer.end('{}');
      },
    ),
  );
}

/** Opens whatever it is asked for on loopback; `refuses`: nothing. */
function proxy(to: number, refuses = false): Promise<number> {
  const server = createServer();
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    tunnels.push(request.url ?? '');
    client.on('error', () => undefined);
    if (refuses) return void client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const cloudSide = connect(to, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      cloudSide.pipe(client).pipe(cloudSide);
    });
    cloudSide.on('error', () => client.destroy());
  });
  return listen(server);
}

test('a certificate of the authority that venue.json names is trusted, and of no unknown one', async () => {
  const [good, expired, other, untrusted] = [
    await cloud('good'),
    await cloud('expired'),
    await cloud('other'),
    await cloud('untrusted'),
  ];
  const [trusted, ...refused] = await send([
    { url: `https://127.0.0.1:${good}`, certificate: authority() },
    { url: `https://127.0.0.1:${good}` },
    { url: `https://127.0.0.1:${expired}`, certificate: authority() },
    { url: `https://127.0.0.1:${other}`, certificate: authority() },
    { url: `https://127.0.0.1:${untrusted}`, certificate: authority() },
    { url: `https://127.0.0.1:${good}`, certificate: join(folder, 'nothing.pem') },
  ]);
  expect(trusted).toEqual({ Status: 200 });
  for (const { Code, Message } of refused) {
    expect(Code).toBe('CLOUD_UNREACHABLE');
    expect(Message).toContain('Nothing was sent.');
  }
  expect(refused).toHaveLength(5);
  expect(reached).toEqual(['good']);
}, 60_000);

test('an authority in the store of this machine is trusted, also where venue.json names another', async () => {
  const url = `https://127.0.0.1:${await cloud('good')}`;
  const cases = [{ url }, { url, certificate: join(folder, 'untrusted.pem') }];
  expect(await send(cases, { SSL_CERT_FILE: authority() })).toEqual([{ Status: 200 }, { Status: 200 }]);
}, 60_000);

test('TLS that is too old, isn’t TLS, ends or never comes is reported before anything was sent', async () => {
  const old = await cloud('good', {
    maxVersion: 'TLSv1.1',
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  const plain = await listen(createServer((_, answer) => void answer.end('{}')));
  const ends = await listen(createSocketServer((socket) => void socket.once('data', () => socket.destroy())));
  const mute = await listen(createSocketServer(() => undefined));
  reached.length = 0;
  const said = await send(
    [old, plain, ends, mute].map((port) => ({ url: `https://127.0.0.1:${port}`, certificate: authority() })),
  );
  expect(said.map(({ Code }) => Code)).toEqual(Array(4).fill('CLOUD_UNREACHABLE'));
  expect(reached).toEqual([]);
}, 60_000);

test('what is lost after the request was sent stays unknown', async () => {
  const dies = await cloud('good', {}, true);
  const mute = await listen(
    createSecureServer({ cert: pem('good.pem'), key: pem('good.key') }, () => undefined),
  );
  const said = await send([
    { url: `https://127.0.0.1:${dies}`, certificate: authority() },
    { url: `https://127.0.0.1:${mute}`, certificate: authority(), timeout: 7 },
  ]);
  expect(said.map(({ Code }) => Code)).toEqual(['CLOUD_NO_ANSWER', 'CLOUD_NO_ANSWER']);
}, 60_000);

test("the machine's proxy is used, or the one of venue.json, or none; one that refuses or is away sent nothing", async () => {
  const good = await cloud('good');
  const [way, other, closed] = [await proxy(good), await proxy(good), await proxy(good, true)];
  const url = 'https://cloud.test';
  const certificate = authority();
  const at = (port: number) => `http://127.0.0.1:${port}`;
  tunnels.length = 0;
  const said = await send([
    { url, certificate, machineProxy: at(way) },
    { url, certificate, machineProxy: at(closed), proxy: at(other) },
    { url: `https://127.0.0.1:${good}`, certificate, machineProxy: at(closed) },
    { url, certificate, machineProxy: at(closed) },
    { url, certificate, machineProxy: at(way), proxy: 'none' },
    { url, certificate, proxy: 'http://127.0.0.1:9' },
  ]);
  expect(said.map(({ Status, Code }) => Status ?? Code)).toEqual([
    ...[200, 200, 200],
    ...Array(3).fill('CLOUD_UNREACHABLE'),
  ]);
  expect(tunnels).toEqual(Array(3).fill('cloud.test:443'));
}, 60_000);
