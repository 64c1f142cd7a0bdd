/** One pipeline: what one transport refuses, the other refuses with the same errors; and what is kept of a document changes no answer. */
import { BOMBS, times } from './bombs.js';
import { oncePractice, SENTINEL } from './practice.js';
import { type Client, ready } from './socket-client.js';

const practice = oncePractice();
beforeEach(() => practice.ran.splice(0));

describe('over HTTP and WebSocket alike', () => {
  let client: Client;
  beforeAll(async () => {
    client = await ready(practice.port);
  });

  test.each<readonly [string, string]>([
    ...BOMBS,
    ['tokens', `{ ${'health '.repeat(999)} }`],
    ['syntax', `{ echo "${SENTINEL}"`],
    ['a literal', `{ echo(text: "", number: "${SENTINEL}") }`],
    ['twenty mistakes', `{ viewer { ${times(400, (i) => `nothing${i}`)} } }`],
    ['a field of the schema', '{ helth }'],
    ['fragments in a circle', '{ ...a } fragment a on Query { ...a }'],
    [
      'introspection in a circle',
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
    ],
    ['no operation', 'fragment a on Query { health }'],
    ['two operations', 'query a { health } query b { health }'],
    ['two fields to follow', 'subscription { silent ticks(every: 10) }'],
  ])('refuses a document for %s with the same errors', async (_what, query) => {
    const { json } = await practice.query(query);
    const message = await client.ask('1', query);
    expect(message.type).toBe('error');
    expect(withoutIds(message.payload)).toEqual(withoutIds(json.errors));
    expect(JSON.stringify([json, message])).not.toContain(SENTINEL);
    expect(practice.ran).toEqual([]);
  });
});

describe('a document that is kept', () => {
  test.each([
    ['data', '{ health viewer { name } }'],
    ['a mistake', '{ nothing }'],
    ['a field that fails', '{ fails(how: "app") }'],
    ['introspection', '{ __schema { queryType { name } } }'],
    ['introspection beside data', '{ health __schema { queryType { name } } }'],
    ['a subscription', 'subscription { silent }'],
  ])('is answered the same the third time as the first: %s', async (_what, query) => {
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(withoutIds((await practice.query(query)).json));
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
  });

  test('keeps the introspection of two operations of one document apart', async () => {
    const query = 'query a { __type(name: "Query") { name } } query b { __type(name: "Clerk") { name } }';
    for (const [operationName, name] of [
      ['a', 'Query'],
      ['b', 'Clerk'],
      ['a', 'Query'],
    ] as const)
      expect((await practice.query(query, { operationName })).json.data).toEqual({ __type: { name } });
  });

  test('answers introspection by its variables', async () => {
    const query = 'query ($name: String!) { __type(name: $name) { name } }';
    for (const name of ['Query', 'Clerk'])
      expect((await practice.query(query, { variables: { name } })).json.data).toEqual({ __type: { name } });
  });
});

/** Correlation IDs differ. */
function withoutIds(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer, (key, value) => (key === 'correlationId' ? undefined : value)));
}
