import { resolve } from 'node:path';
import { jest } from '@jest/globals';
import { AppError } from '../../../src/errors/errors.js';
import { ACT, JSON_HEADERS, oncePractice, startPractice, TOKEN } from './practice.js';
import { type Answer, raw } from './raw-http.js';

const practice = oncePractice();
beforeEach(() => practice.ran.splice(0));

test.each([
  undefined,
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/graphql',
  'application/json; charset=utf-16',
  'application/jsonp',
  'text/plain; application/json',
])('refuses a body of type %s', async (type) => {
  const headers = { authorization: `Bearer ${TOKEN}`, ...(type && { 'content-type': type }) };
  const answer = await practice.send({ method: 'POST', headers, body: ACT });
  expect(answer.status).toBe(415);
  expect(practice.ran).toEqual([]);
});

test('answers what is public while it cannot be read who a token belongs to', async () => {
  const get = jest.spyOn(practice.tokens, 'get').mockImplementation(() => {
    throw new AppError('STATE_DATABASE_UNAVAILABLE');
  });
  try {
    expect((await practice.query('{ health }')).json).toEqual({ data: { health: 'OK' } });
  } finally {
    get.mockRestore();
  }
});

test('refuses a compressed body', async () => {
  expect((await practice.act({ 'content-encoding': 'gzip' })).status).toBe(415);
});

test('refuses a body past 64 KB by its length, and by counting when it says none', async () => {
  const body = JSON.stringify({ query: 'mutation { act }', variables: { x: 'y'.repeat(65_536) } });
  const result = await practice.send({ method: 'POST', headers: JSON_HEADERS, body });
  const counted = await practice.send({
    method: 'POST',
    headers: { ...JSON_HEADERS, 'transfer-encoding': 'chunked' },
    body,
  });
  for (const answer of [result, counted]) {
    expect(answer.status).toBe(413);
    expect(answer.json.errors[0].extensions.code).toBe('DOCUMENT_TOO_LARGE');
  }
  expect(practice.ran).toEqual([]);
});

test('accepts a body of exactly 64 KB', async () => {
  const body = ACT.padEnd(65_536, ' ');
  expect((await practice.send({ method: 'POST', headers: JSON_HEADERS, body })).json).toEqual({
    data: { act: 1 },
  });
});

test.each([
  ['/', 404],
  ['/graphql/', 404],
  ['//graphql', 404],
  ['/GraphQL', 404],
  ['/graphq%6c', 404],
  ['/graphql%', 404],
  ['/%zz', 404],
  ['/../graphql', 404],
  ['/healthz/..', 404],
  ['http://127.0.0.1/graphql', 404],
  ['*', 404],
  ['/favicon.ico', 404],
])('answers %s with %d and an error in the usual shape', async (path, status) => {
  const answer = await practice.send({ path, headers: { authorization: `Bearer ${TOKEN}` } });
  expect(answer.status).toBe(status);
  expect(answer.json.errors[0].extensions).toMatchObject({
    code: 'NOT_FOUND',
    correlationId: expect.any(String),
  });
});

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE'])('refuses the method %s', async (method) => {
  const answer = await practice.send({ method });
  expect(answer.status).toBe(405);
  expect(answer.headers.allow).toBe('GET, POST');
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
});

test('refuses a batch', async () => {
  const answer = await practice.send({ method: 'POST', headers: JSON_HEADERS, body: `[${ACT},${ACT}]` });
  expect(answer.status).toBe(400);
  expect(answer.json.errors[0].extensions.code).toBe('BAD_REQUEST');
  expect(practice.ran).toEqual([]);
});

test('answers a query by GET only with a token, and a mutation by GET never', async () => {
  const authorization = `Bearer ${TOKEN}`;
  const query = `/graphql?query=${encodeURIComponent('{ viewer { name } }')}`;
  const mutation = `/graphql?query=${encodeURIComponent('mutation { act }')}`;
  expect((await practice.send({ path: query })).status).toBe(403);
  expect((await practice.send({ path: query, headers: { authorization } })).json.data.viewer.name).toBe(
    'Ada',
  );
  const refused = await practice.send({ path: mutation, headers: { authorization } });
  expect(refused.status).toBe(405);
  expect(practice.ran).toEqual(['viewer']);
});

test.each([
  'Basic abc',
  'Bearer',
  'Bearer ',
  'Bearer a b',
  `Bearer ${'x'.repeat(2000)}`,
  'abc',
  'Bearer a,Bearer b',
  ['Bearer a', 'Bearer b'],
])('refuses the Authorization header %j', async (authorization) => {
  const answer = await practice.act({ authorization });
  expect(answer.status).toBe(400);
  expect(answer.json.errors[0].extensions.code).toBe('BAD_REQUEST');
});

test('reads no cookie and sets none', async () => {
  const answer = await practice.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `token=${TOKEN}; authorization=Bearer ${TOKEN}` },
    body: JSON.stringify({ query: '{ viewer { name } }' }),
  });
  expect(answer.json.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('treats a token that represents no one like none', async () => {
  const answer = await practice.query('{ health viewer { name } }', { token: 'unknown' });
  expect(answer.json.data).toEqual({ health: 'OK', viewer: null });
  expect(answer.json.errors[0].extensions.code).toBe('UNAUTHENTICATED');
});

test('sends the security headers and a correlation ID with every answer', async () => {
  const answers = [
    await practice.query('{ health }'),
    await practice.send({ path: '/healthz' }),
    await practice.send({ path: '/nothing' }),
    await practice.send({ path: '/%zz' }),
    await practice.act({ host: 'evil.example' }),
    await practice.act({ origin: 'http://evil.example' }),
    await practice.send({ method: 'POST', headers: JSON_HEADERS, body: '{' }),
  ];
  for (const { headers } of answers) {
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['content-type']).toContain('application/json');
  }
  expect(new Set(answers.map(({ headers }) => headers['x-correlation-id'])).size).toBe(answers.length);
});

test('gives the same correlation ID to the header, the context and the errors, and takes none from outside', async () => {
  const answer = await practice.query('{ correlation fails(how: "app") }');
  const id = answer.headers['x-correlation-id'];
  expect(answer.json.data.correlation).toBe(id);
  expect(answer.json.errors[0].extensions.correlationId).toBe(id);
  const given = await practice.act({ 'x-correlation-id': 'mine', 'request-id': 'mine' });
  expect(given.headers['x-correlation-id']).not.toBe('mine');
});

test('gives a watchdog the health in parts, without details, and 503 when it is down or cannot be read', async () => {
  const well = await practice.send({ path: '/healthz' });
  expect([well.status, well.json]).toEqual([200, { status: 'OK', parts: [{ name: 'state', status: 'OK' }] }]);
  const { health } = practice;
  const report = await health();
  Object.assign(practice, { health: async () => ({ ...report, status: 'DOWN' }) });
  expect((await practice.send({ path: '/healthz' })).status).toBe(503);
  Object.assign(practice, { health: () => Promise.reject(new Error('gone')) });
  expect((await practice.send({ path: '/healthz' })).json).toEqual({ status: 'DOWN', parts: [] });
  Object.assign(practice, { health });
});

test('answers bytes that are not HTTP, and headers without end, with 400 and 431', async () => {
  expect(await raw(practice.port, 'NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"BAD_REQUEST"/);
  const long = `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${practice.port}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`;
  expect(await raw(practice.port, long)).toMatch(/^HTTP\/1\.1 431 /);
});

test('treats an upgrade to anything but a WebSocket as the plain request that it is', async () => {
  const answer = await practice.act({
    connection: 'upgrade, http2-settings',
    upgrade: 'h2c',
    'http2-settings': '',
  });
  expect(answer.json).toEqual({ data: { act: 1 } });
});

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-mode': 'navigate' };

test('shows a person who opens the address of the API the console, the IDE and the help', async () => {
  const { server, send } = await startPractice(0, resolve('.'));
  const answer = await send({ headers: { ...BROWSER, 'sec-fetch-site': 'none' } });
  const help = await send({ path: '/help' });
  await server.stop();
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(answer.headers['content-security-policy']).toMatch(/^default-src 'self'/);
  const links = answer.text.matchAll(/<a href="([^"]*)"/g);
  expect([...links].map(([, href]) => href)).toEqual(['/', '/', '/ide', '/help/api']);
  const styles = ({ text }: Answer) => text.match(/\/assets\/[\w.-]+\.css/g);
  expect(styles(answer)).toEqual(styles(help));
  expect(styles(answer)).not.toBeNull();
});

test.each([
  ['another program', {}, ''],
  ['a program that takes JSON', { accept: 'application/json' }, ''],
  ['a browser that sends a query', BROWSER, '?query=%7Bhealth%7D'],
  ['a browser that sends an empty one', BROWSER, '?'],
  ['a link of a foreign page', { ...BROWSER, 'sec-fetch-site': 'cross-site' }, ''],
  ['a foreign page', { ...BROWSER, origin: 'https://evil.example' }, ''],
])('refuses %s at the address of the API as JSON', async (_, headers, query) => {
  const { status, json } = await practice.send({ path: `/graphql${query}`, headers });
  expect(status).toBe(403);
  expect(json.errors[0].extensions.code).toBe('REQUEST_REFUSED');
});

test('keeps JSON for a program with a token, whatever it accepts', async () => {
  const headers = { ...BROWSER, authorization: `Bearer ${TOKEN}` };
  const { json } = await practice.send({ path: '/graphql?query=%7Bhealth%7D', headers });
  expect(json).toEqual({ data: { health: 'OK' } });
});
