/** What is kept of documents: what a signed-in caller asks again and again, and nothing of what is always different. */
import { type DocumentNode, parse } from 'graphql';
import { KnownDocuments } from '../../src/server/known-documents.js';
import { inScope } from '../../src/server/request-scope.js';
import { type Practice, startPractice } from './practice.js';

const textOf = (characters: number) => `{ ${'a '.repeat(characters / 2)}}`;
const documentOf = (text: string): DocumentNode => parse(text);
let known: KnownDocuments;
beforeEach(() => {
  known = new KnownDocuments();
});

const send = (key: string, document = documentOf('{ a }'), signedIn = true) =>
  inScope({ correlationId: 'c', signedIn }, async () => {
    const found = await known.get(key);
    if (!found) await known.set(key, document);
    return found;
  });

test('a document is known from the third time on', async () => {
  const document = documentOf('{ a }');
  expect([await send('1', document), await send('1', document), await send('1', document)]).toEqual([
    undefined,
    undefined,
    document,
  ]);
});

test('a stranger leaves nothing, however often', async () => {
  for (let n = 0; n < 5; n += 1) expect(await send('1', documentOf('{ a }'), false)).toBeUndefined();
});

test('a long one is read each time', async () => {
  const long = documentOf(textOf(5000));
  for (let n = 0; n < 5; n += 1) expect(await send('1', long)).toBeUndefined();
});

test('those that are asked for stay; what is kept together has an end', async () => {
  for (let n = 0; n < 3; n += 1) await send('usual');
  for (let n = 0; n < 100; n += 1)
    for (let times = 0; times < 2; times += 1) {
      await send(`other ${n}`, documentOf(textOf(4000)));
      expect(await send('usual')).toBeDefined();
    }
  const kept = await Promise.all(Array.from({ length: 100 }, (_, n) => known.get(`other ${n}`)));
  expect(kept.filter(Boolean)).toHaveLength(8);
  expect(kept.at(-1)).toBeDefined();
});

test('of documents that are all different not even the keys stay', async () => {
  await send('1');
  for (let n = 0; n < 600; n += 1) await send(`other ${n}`);
  await send('1');
  expect(await send('1')).toBeUndefined();
});

describe('over HTTP', () => {
  let practice: Practice;
  beforeAll(async () => {
    practice = await startPractice();
  });
  afterAll(() => practice.server.stop());

  test.each([
    ['data', '{ health viewer { name } }'],
    ['a mistake', '{ nothing }'],
    ['a field that fails', '{ fails(how: "app") }'],
    ['too much', `{ ${'health '.repeat(1000)} }`],
    ['introspection', '{ __schema { queryType { name } } }'],
    ['a subscription', 'subscription { silent }'],
  ])('%s is answered the same the fifth time as the first', async (_what, query) => {
    const answers = [];
    for (let n = 0; n < 5; n += 1) {
      const { status, json } = await practice.query(query);
      answers.push(JSON.stringify([status, json]).replace(/"correlationId":"[^"]*"/g, ''));
    }
    expect(new Set(answers).size).toBe(1);
  });

  test('what is known because of somebody who is signed in is refused to nobody as before', async () => {
    const query = '{ __schema { types { name } } }';
    for (let n = 0; n < 4; n += 1) expect((await practice.query(query)).json.errors).toBeUndefined();
    expect((await practice.query(query, { token: '' })).json.errors).toBeDefined();
  });
});
