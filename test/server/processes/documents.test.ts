import { getIntrospectionQuery, parse } from 'graphql';
import { DOCUMENT_LIMITS, limitErrors } from '../../../src/server/documents/document-limits.js';
import { BOMBS, fragments, letter, nested, times } from './bombs.js';
import { oncePractice } from './practice.js';

const practice = oncePractice();
beforeEach(() => practice.ran.splice(0));

test.each([
  ['8 levels of fields', nested(8)],
  ['15 aliases', `{ viewer { ${times(15, (i) => `a${i}: name`)} } }`],
  ['10 root fields', `{ ${times(10, (i) => `a${i}: health`)} }`],
  [
    '8 directives',
    `{ health ${times(1, () => '@include(if: true)')} viewer { ${times(7, (i) => `a${i}: name @skip(if: false)`)} } }`,
  ],
  ['one signIn', 'mutation { signIn(clerkId: "1", pin: "2") }'],
])('answers a document with %s', async (_what, query) => {
  const answer = await practice.query(query);
  expect(answer.json.errors).toBeUndefined();
});

test.each(BOMBS)('refuses a document past the limit for %s', async (limit, query) => {
  const answer = await practice.query(query);
  expect(answer.status).toBe(200);
  const named = answer.json.errors.find(
    (error: { extensions: { limit?: string } }) => error.extensions.limit === limit,
  );
  expect(named.extensions.code).toBe('DOCUMENT_TOO_LARGE');
  expect(practice.ran).toEqual([]);
});

test('refuses more than 1000 tokens before it reads them', async () => {
  const answer = await practice.query(`{ ${'health '.repeat(999)} }`);
  expect(answer.json.errors[0].extensions.code).toBe('DOCUMENT_TOO_LARGE');
  expect(answer.json.errors[0].message).toContain('1000');
});

test('measures twenty fragments that each spread the next twice in an instant', async () => {
  const bomb = parse(
    `{ viewer { ...a } } ${fragments(20, (i) => `...${letter(i + 1)} ...${letter(i + 1)}`, 'name')}`,
  );
  const times = [1, 2, 3].map(() => {
    const before = performance.now();
    expect(limitErrors(bomb)).not.toEqual([]);
    return performance.now() - before;
  });
  expect(Math.min(...times)).toBeLessThan(50);
  const asked = performance.now();
  await practice.query(
    `{ ...a } ${fragments(20, (i) => `...${letter(i + 1)} ...${letter(i + 1)}`, 'health', 'Query')}`,
  );
  expect(performance.now() - asked).toBeLessThan(500);
});

test('survives fragments in a circle', async () => {
  const answer = await practice.query(
    '{ ...a } fragment a on Query { health ...b } fragment b on Query { ...a }',
  );
  expect(answer.json.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
});

test('never asks for less than the contract needs', () => {
  expect(DOCUMENT_LIMITS).toEqual({
    tokens: 1000,
    depth: 8,
    aliases: 15,
    rootFields: 10,
    directives: 8,
    fields: 1000,
    schemaLists: 10,
    schemaListsBesideData: 2,
    pinChecks: 1,
  });
});

test('lets a signed-in caller read the schema, deep as that is, and no one else, no matter who asked first', async () => {
  const query = getIntrospectionQuery();
  for (const round of [1, 2]) {
    const known = await practice.query(query);
    expect([round, known.json.data.__schema.queryType.name]).toEqual([round, 'Query']);
    for (const token of ['', 'unknown']) {
      const refused = await practice.query(query, { token });
      expect(refused.json.data).toBeUndefined();
      expect(refused.json.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    }
  }
  const hidden = await practice.query('{ ...a } fragment a on Query { x: __type(name: "Clerk") { name } }', {
    token: '',
  });
  expect(hidden.json.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  expect((await practice.query('{ __typename }', { token: '' })).json).toEqual({
    data: { __typename: 'Query' },
  });
});

test('names twenty mistakes of a document at most', async () => {
  const answer = await practice.query(`{ viewer { ${times(400, (i) => `nothing${i}`)} } }`);
  expect(answer.json.errors).toHaveLength(21);
  expect(answer.json.errors.at(-1)).toMatchObject({
    message: expect.stringContaining('Too many'),
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
});

test('suggests names to signed-in callers only', async () => {
  const suggestion = /Did you mean/;
  for (const query of [
    '{ helth }',
    '{ echo(txt: "a") }',
    '{ viewer { nam } }',
    '{ echo(text: "a", colour: REDD) }',
  ]) {
    expect((await practice.query(query, { token: '' })).text).not.toMatch(suggestion);
  }
  expect((await practice.query('{ helth }')).text).toMatch(suggestion);
});

test('asks for the name of one operation where a document has several', async () => {
  const answer = await practice.query('query a { health } query b { health }');
  expect(answer.json.errors[0].extensions).toMatchObject({
    code: 'BAD_REQUEST',
    remedy: 'Send "operationName" with the name of one operation of the document.',
  });
});

test('refuses a subscription over HTTP with a remedy', async () => {
  const answer = await practice.query('subscription { ticks(every: 10) }');
  expect(answer.json.errors[0].extensions).toMatchObject({
    code: 'BAD_REQUEST',
    remedy: 'Subscribe over WebSocket at /graphql, by the protocol graphql-transport-ws.',
  });
  expect(practice.ran).toEqual([]);
});

test.each([
  [
    'an unknown operation',
    { query: 'query a { health } query b { health }', operationName: 'c' },
    'BAD_REQUEST',
  ],
  ['only fragments', { query: 'fragment a on Query { health }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['an empty query', { query: '' }, 'BAD_REQUEST'],
  ['a persisted query', { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }, 'BAD_REQUEST'],
  [
    'prototype poison',
    { query: '{ health }', ['__proto__']: 1, constructor: { prototype: {} } },
    'BAD_REQUEST',
  ],
])('answers %s with a code of ours', async (_what, body, code) => {
  const answer = await practice.send({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.json.errors[0].extensions).toMatchObject({
    code,
    remedy: expect.any(String),
    correlationId: expect.any(String),
  });
  expect(answer.status).toBeLessThan(500);
});
