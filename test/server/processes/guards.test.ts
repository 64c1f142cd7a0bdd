import { oncePractice } from './practice.js';
import { raw } from './raw-http.js';

const practice = oncePractice();
beforeEach(() => practice.ran.splice(0));

const FOREIGN_HOSTS = [
  'evil.example',
  'evil.example:PORT',
  '127.0.0.1',
  'localhost',
  '127.0.0.1:PORT.evil.example',
  'localhost.evil.example:PORT',
  '127.0.0.1.nip.io:PORT',
  'LOCALHOST:PORT',
  'Localhost:PORT',
  'localhost.:PORT',
  '127.0.0.1.:PORT',
  '127.0.0.1:0PORT',
  '127.0.0.1:1',
  'localhost:80',
  '127.1:PORT',
  '127.0.0.2:PORT',
  '0.0.0.0:PORT',
  '[::1]:PORT',
  '[::ffff:127.0.0.1]:PORT',
  '2130706433:PORT',
  '0x7f.0.0.1:PORT',
  '0177.0.0.1:PORT',
  'user@localhost:PORT',
  'localhost:PORT@evil.example',
  'localhost:PORT,evil.example',
  'localhost:PORT evil.example',
  'localhost:PORT/',
  'http://localhost:PORT',
  'localhost:PORT#',
  '',
];

test.each(FOREIGN_HOSTS)('refuses the Host "%s"', async (host) => {
  const answer = await practice.act({ host: host.replaceAll('PORT', String(practice.port)) });
  expect(answer.status).toBe(421);
  expect(answer.json.errors[0].extensions.code).toBe('REQUEST_REFUSED');
  expect(practice.ran).toEqual([]);
});

test('refuses a console that was forwarded from another port, and says which port to forward', async () => {
  const { port } = practice;
  const remedy = expect.stringContaining(`"ssh -L ${port}:127.0.0.1:${port} USER@SERVER"`);
  for (const headers of [{ host: 'localhost:5000' }, { origin: 'http://localhost:5000' }]) {
    const { json } = await practice.act(headers);
    expect(json.errors[0].extensions).toMatchObject({ code: 'REQUEST_REFUSED', remedy });
  }
});

test.each(['127.0.0.1', 'localhost'])('accepts the Host %s with our port', async (name) => {
  const answer = await practice.act({ host: `${name}:${practice.port}` });
  expect(answer.json).toEqual({ data: { act: 1 } });
});

test('refuses a request with two Host headers, or none', async () => {
  const ours = `127.0.0.1:${practice.port}`;
  const two = await raw(
    practice.port,
    `GET /healthz HTTP/1.1\r\nHost: ${ours}\r\nHost: evil.example\r\n\r\n`,
  );
  expect(two).toMatch(/^HTTP\/1\.1 421 /);
  expect(await raw(practice.port, 'GET /healthz HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /);
  expect(await raw(practice.port, 'GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /);
});

test.each([
  'null',
  'http://evil.example',
  'https://127.0.0.1:PORT',
  'http://127.0.0.1',
  'http://localhost:3000',
  'http://localhost:PORT/',
  'HTTP://localhost:PORT',
  'http://localhost:PORT.evil.example',
  'http://[::1]:PORT',
  'file://',
  '',
])('refuses the Origin "%s"', async (origin) => {
  const answer = await practice.act({ origin: origin.replaceAll('PORT', String(practice.port)) });
  expect(answer.status).toBe(403);
  expect(practice.ran).toEqual([]);
});

test.each(['http://127.0.0.1:PORT', 'http://localhost:PORT'])('accepts our own Origin %s', async (origin) => {
  const answer = await practice.act({ origin: origin.replace('PORT', String(practice.port)) });
  expect(answer.status).toBe(200);
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

test.each([
  ['cross-site', 403],
  ['same-site', 403],
  ['same-origin', 200],
  ['none', 200],
])('answers Sec-Fetch-Site %s with %d', async (site, status) => {
  expect((await practice.act({ 'sec-fetch-site': site })).status).toBe(status);
});
