import { ERRORS, isErrorCode } from '../../../src/errors/errors.js';
import { REFUSALS_LOGGED } from '../../../src/server/documents/refusal-log.js';
import { oncePractice, SENTINEL } from './practice.js';

const practice = oncePractice();
beforeEach(() => practice.logged.splice(0));

interface Case {
  readonly query: string;
  readonly variables?: object;
  readonly code: string;
  readonly message?: string;
}

const CASES: Record<string, Case> = {
  'a string for a number': {
    query: 'query ($n: Int) { echo(text: "", number: $n) }',
    variables: { n: SENTINEL },
    code: 'BAD_USER_INPUT',
    message: 'Variable "$n" got an invalid value. Expected Int.',
  },
  'an unknown enum value': {
    query: 'query ($c: Colour) { echo(text: "", colour: $c) }',
    variables: { c: SENTINEL },
    code: 'BAD_USER_INPUT',
    message: 'Variable "$c" got an invalid value. Expected a value of Colour.',
  },
  'a wrong value deep inside': {
    query: 'query ($i: NestedInput) { echo(text: "", input: $i) }',
    variables: { i: { more: [{ pin: 1 }, { pin: SENTINEL }] } },
    code: 'BAD_USER_INPUT',
    message: 'Variable "$i" got an invalid value at "i.more[1].pin". Expected Int.',
  },
  'a field that does not exist, among secrets': {
    query: 'query ($i: NestedInput) { echo(text: "", input: $i) }',
    variables: { i: { pin: 1, [SENTINEL]: SENTINEL } },
    code: 'BAD_USER_INPUT',
    message: 'Variable "$i" got an invalid value. NestedInput has no such field.',
  },
  'an object for a string': {
    query: 'query ($t: String!) { echo(text: $t) }',
    variables: { t: { [SENTINEL]: SENTINEL } },
    code: 'BAD_USER_INPUT',
    message: 'Variable "$t" got an invalid value. Expected String.',
  },
  'a value made to look like a message': {
    query: 'query ($n: Int) { echo(text: "", number: $n) }',
    variables: { n: `" at "n.${SENTINEL}"; Int cannot represent` },
    code: 'BAD_USER_INPUT',
    message: 'Variable "$n" got an invalid value. Expected Int.',
  },
  'a missing variable': {
    query: 'query ($t: String!) { echo(text: $t) }',
    code: 'BAD_USER_INPUT',
    message: 'Variable "$t" of required type "String!" was not provided.',
  },
  'null for a variable that must be there': {
    query: 'query ($t: String! = "a") { echo(text: $t) }',
    variables: { t: null },
    code: 'BAD_USER_INPUT',
    message: 'Variable "$t" of non-null type "String!" must not be null.',
  },
  'a literal of the wrong type': {
    query: `{ echo(text: "", number: "${SENTINEL}") }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
    message: 'A value in the document is not valid. Expected Int.',
  },
  'a literal for an enum': {
    query: `{ echo(text: "", colour: "${SENTINEL}") }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
    message: 'A value in the document is not valid. Expected a value of Colour.',
  },
  'an object literal with a secret inside': {
    query: `{ echo(text: { a: "${SENTINEL}" }) }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'an unknown field': {
    query: '{ nothing }',
    code: 'GRAPHQL_VALIDATION_FAILED',
    message: 'Cannot query field "nothing" on type "Query".',
  },
  'a string where none belongs': {
    query: `{ echo "${SENTINEL}" }`,
    code: 'GRAPHQL_PARSE_FAILED',
    message: 'Syntax Error: Expected Name, found String.',
  },
  'a number with letters': { query: `{ echo(text: 1S${SENTINEL}) }`, code: 'GRAPHQL_PARSE_FAILED' },
  'a broken escape': { query: `{ echo(text: "\\u${SENTINEL}") }`, code: 'GRAPHQL_PARSE_FAILED' },
  'a string without end': { query: `{ echo(text: "${SENTINEL}`, code: 'GRAPHQL_PARSE_FAILED' },
  'an expected sign': {
    query: `{ echo(text "${SENTINEL}") }`,
    code: 'GRAPHQL_PARSE_FAILED',
    message: 'Syntax Error: Expected ":", found String.',
  },
  'a document that ends too soon': {
    query: '{',
    code: 'GRAPHQL_PARSE_FAILED',
    message: 'Syntax Error: Expected Name, found <EOF>.',
  },
  'an error of ours': {
    query: '{ fails(how: "app") }',
    code: 'PLAN_CHANGED',
    message: ERRORS.PLAN_CHANGED.message,
  },
  'what class-validator throws automatically': {
    query: '{ fails(how: "validation") }',
    code: 'INTERNAL_SERVER_ERROR',
  },
  'a GraphQLError thrown by a resolver': {
    query: '{ fails(how: "graphql") }',
    code: 'INTERNAL_SERVER_ERROR',
  },
  'an error with SQL and a path': { query: '{ fails(how: "error") }', code: 'INTERNAL_SERVER_ERROR' },
  'a string thrown': { query: '{ fails(how: "string") }', code: 'INTERNAL_SERVER_ERROR' },
  'null where none may be': {
    query: '{ neverNull }',
    code: 'INTERNAL_SERVER_ERROR',
    message: ERRORS.INTERNAL_SERVER_ERROR.message,
  },
};

test.each(Object.entries(CASES))(
  'answers %s without quoting it',
  async (_what, { query, variables, code, message }) => {
    const answer = await practice.query(query, { variables: variables ?? {} });
    expect(answer.text).not.toContain(SENTINEL);
    expect(answer.text).not.toMatch(/stack|SELECT|\/srv\/|node_modules/);
    const [error] = answer.json.errors;
    expect(error.extensions.code).toBe(code);
    expect(isErrorCode(code)).toBe(true);
    expect(error.extensions.remedy).toMatch(/\.$/);
    expect(error.extensions.correlationId).toBe(answer.headers['x-correlation-id']);
    if (message) expect(error.message).toBe(message);
  },
);

test('keeps what an error of ours adds, but never another code', async () => {
  const { json } = await practice.query('{ fails(how: "app") }');
  expect(json.errors[0]).toMatchObject({
    path: ['fails'],
    extensions: { changes: [], code: 'PLAN_CHANGED' },
  });
});

test('logs what it masks, with the correlation ID', async () => {
  const answer = await practice.query('{ fails(how: "error") }');
  const line = practice.logged.find(({ level }) => level === 'error');
  expect(line?.facts).toMatchObject({
    correlationId: answer.headers['x-correlation-id'],
    err: expect.any(Error),
  });
});

test('logs a refusal with its code, field, clerk and correlation ID, and no word of the caller', async () => {
  const alias = SENTINEL.replace('-', '_');
  const known = await practice.query(`{ ${alias}: fails(how: "app") }`);
  const unknown = await practice.query(`{ ${alias}: viewer { name } }`, { token: '' });
  const idOf = ({ headers }: typeof known) => headers['x-correlation-id'];
  const facts = { code: 'PLAN_CHANGED', field: 'fails', clerkId: '1', correlationId: idOf(known) };
  const message = 'Request refused';
  expect(practice.logged).toEqual([
    { level: 'warn', facts: { ...facts, err: expect.any(Error) }, message },
    {
      level: 'info',
      facts: { code: 'UNAUTHENTICATED', field: 'viewer', correlationId: idOf(unknown) },
      message,
    },
  ]);
});

test('fills no log with what fails each time, such as a sign-in while the database does not respond', async () => {
  for (let each = 0; each < 40; each += 1) await practice.query('{ fails(how: "app") }');
  // Of two minutes, where one ends meanwhile.
  expect(practice.logged.length).toBeLessThanOrEqual(2 * REFUSALS_LOGGED);
});

test('logs what a guard refuses before it is read', async () => {
  const { headers } = await practice.act({ origin: 'http://evil.example' });
  const facts = { code: 'REQUEST_REFUSED', correlationId: headers['x-correlation-id'] };
  expect(practice.logged).toEqual([{ level: 'info', facts, message: 'Request refused' }]);
});
