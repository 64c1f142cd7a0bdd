import { createSession, type Session } from '../../console/data/session';
import { connect } from '../../console/ide/connect';
import { createJournal, type Journal, MOST_ARRIVALS } from '../../console/ide/journal/journal';
import { endingWords } from '../../console/ide/journal/words';
import { browserStorage } from './browser-storage';

type Answer = { readonly data?: unknown; readonly errors?: readonly unknown[] };

const refused = (gate: string, path: string) => ({
  message: 'No.',
  path: [path],
  extensions: { code: 'FORBIDDEN', gate },
});

let session: Session;
let journal: Journal;
let sent: { readonly query: string; readonly authorization: string }[];
let stepUps: boolean[];
let renewals: number;

beforeEach(() => {
  session = createSession(browserStorage());
  session.replace('token-1');
  journal = createJournal();
  sent = [];
  stepUps = [];
  renewals = 0;
});

/** Runs a document against a server that answers these, one after the other; `undefined`: it doesn't answer. */
async function run(
  query: string,
  answers: readonly (Answer | undefined)[],
  onSent?: () => void,
): Promise<Answer> {
  const left = [...answers];
  global.fetch = (async (
    _url: unknown,
    { body, headers }: { body: string; headers: Record<string, string> },
  ) => {
    sent.push({ query: JSON.parse(body).query, authorization: headers['authorization'] ?? '' });
    onSent?.();
    const answer = left.shift();
    if (!answer) throw new TypeError('Failed to fetch');
    return { status: 200, json: async () => structuredClone(answer) };
  }) as unknown as typeof fetch;
  const fetcher = connect({
    session,
    journal,
    backend: { renewSocket: () => void renewals++, socket: {} as never },
    stepUp: async () => stepUps.shift() ?? false,
  });
  return (await fetcher({ query })) as Answer;
}

describe('a document that is refused for want of a step-up', () => {
  const both = 'mutation { a: unlockClerk(clerkId: "1") { id } b: unlockClerk(clerkId: "2") { id } }';
  const nothingDone = {
    data: { a: null, b: null },
    errors: [refused('STEP_UP', 'a'), refused('STEP_UP', 'b')],
  };

  it('is sent again as it is once the PIN was given', async () => {
    stepUps = [true];
    const done = { data: { a: { id: '1' }, b: { id: '2' } } };
    expect(await run(both, [nothingDone, done])).toEqual(done);
    expect(sent.map(({ query }) => query)).toEqual([both, both]);
  });

  it('is left as it is by a clerk who goes back', async () => {
    expect(await run(both, [nothingDone])).toEqual(nothingDone);
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['a part of it was done', { data: { a: { id: '1' }, b: null }, errors: [refused('STEP_UP', 'b')] }],
    [
      'a part is refused for another reason',
      { data: { a: null, b: null }, errors: [refused('STEP_UP', 'a'), refused('HIERARCHY', 'b')] },
    ],
  ])('is not sent again where %s', async (_, answer) => {
    stepUps = [true];
    expect(await run(both, [answer])).toEqual(answer);
    expect([sent.length, stepUps]).toEqual([1, [true]]);
  });

  it('is no query: that changes nothing, and needs none', async () => {
    stepUps = [true];
    await run('query { a: viewer { id } }', [{ data: { a: null }, errors: [refused('STEP_UP', 'a')] }]);
    expect(sent).toHaveLength(1);
  });
});

describe('a stepUp in a document', () => {
  it.each([
    ['mutation { stepUp(pin: "2468") { expiresAt } }', { expiresAt: 'then' }],
    [
      'mutation { stepUp(pin: "2468") { ...F } } fragment F on SignInPayload { expiresAt }',
      { expiresAt: 'then' },
    ],
    ['mutation { mine: stepUp(pin: "2468") { token } }', { token: 'token-2' }],
  ])('hands its token to the editor, whatever it asks for: %s', async (query, asked) => {
    const field = query.includes('mine') ? 'mine' : 'stepUp';
    const answer = await run(query, [{ data: { [field]: { ...asked, tokenForTheEditor: 'token-2' } } }]);
    expect(answer).toEqual({ data: { [field]: asked } });
    expect([session.token(), renewals]).toEqual(['token-2', 1]);
    expect(sent[0]?.query).toContain('tokenForTheEditor: token');
  });

  it('changes no session where it is refused', async () => {
    const answer = { data: { stepUp: null }, errors: [refused('PERMISSION', 'stepUp')] };
    expect(await run('mutation { stepUp(pin: "1") { token } }', [answer])).toEqual(answer);
    expect([session.token(), renewals]).toEqual(['token-1', 0]);
  });
});

describe('a session that is over', () => {
  const over = {
    data: { viewer: null },
    errors: [{ message: 'You are not signed in.', extensions: { code: 'UNAUTHENTICATED' } }],
  };

  it('is said, though GraphQL answers it with a status of 200', async () => {
    await run('query { viewer { id } }', [over]);
    expect([session.token(), session.why()]).toEqual([undefined, 'elsewhere']);
  });

  it.each(['STATE_DATABASE_UNAVAILABLE', 'PIN_TEMPORARY'])(
    'is not one whose schema is refused with %s',
    async (code) => {
      await run('query IntrospectionQuery { __schema { queryType { name } } }', [
        { errors: [{ message: 'No.', extensions: { code } }] },
      ]);
      expect([session.token(), session.why()]).toEqual(['token-1', undefined]);
    },
  );

  it('is not that of a token which was renewed while the question was under way', async () => {
    await run('query { viewer { id } }', [over], () => session.replace('token-2'));
    expect(session.token()).toBe('token-2');
  });
});

it.each([
  ['query { viewer { id } }', 'The server does not respond.'],
  ['mutation { unlockClerk(clerkId: "1") { id } }', 'Whether this was done is unknown'],
])('says of %s that no answer came, with a remedy and no stack', async (query, said) => {
  const answer = JSON.stringify(await run(query, [undefined]));
  expect(answer).toContain(said);
  expect(answer).toContain('remedy');
  expect(answer).not.toMatch(/stack|Failed to fetch| at /);
});

describe('what came', () => {
  it('is said of the newest run alone: what comes late for another is not reported', () => {
    const first = journal.begin('events', 'First');
    const second = journal.begin('events', undefined);
    first.arrived('{}');
    first.ended('Ended');
    second.arrived('{}');
    expect(endingWords(journal.newest() ?? fail())).toBe('Following: 1 event.');
  });

  it('keeps the newest events, and counts all', () => {
    let now = 0;
    const kept = createJournal(() => now);
    const run = kept.begin('events', 'Watch');
    for (let event = 0; event < MOST_ARRIVALS + 20; event++) run.arrived('{"a":"é"}');
    now = 1_234;
    run.ended('Stopped');
    run.ended('Ended');
    const { arrivals } = kept.newest() ?? fail();
    expect([arrivals.length, arrivals[0]?.number, arrivals[0]?.size]).toEqual([MOST_ARRIVALS, 21, 10]);
    expect(endingWords(kept.newest() ?? fail())).toBe('Stopped after 1.2 s and 520 events.');
  });

  it('of a refusal is its code and what it says, although HTTP calls it 200', async () => {
    await run('query { viewer { id } }', [
      { data: { viewer: null }, errors: [refused('PERMISSION', 'viewer')] },
    ]);
    expect(endingWords(journal.newest() ?? fail())).toMatch(/^Refused in \d+ ms: FORBIDDEN\. No\.$/);
  });

  it('of a query is its time and size', async () => {
    await run('query { viewer { id } }', [{ data: { viewer: { id: '1' } } }]);
    expect(endingWords(journal.newest() ?? fail())).toMatch(/^Response 200 in \d+ ms, 30 B\.$/);
  });
});

function fail(): never {
  throw new Error('Nothing was run.');
}
