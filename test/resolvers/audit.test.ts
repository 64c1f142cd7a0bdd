/** The trail over the API: pages by a row's number, every filter handed on, a review that needs a reason. */
import type { AuditFilter, AuditRow } from '../../src/domain/ports/audit-log.js';
import { appError, ask, codesOf } from './ask.js';
import { fakeControlPlane, MOMENT } from './fake-control-plane.js';
import { operation } from './operation-sample.js';

const row: AuditRow = {
  sequence: 7,
  at: MOMENT,
  clerkId: '1',
  clerkName: 'Morgan Reyes',
  action: 'grantPermission',
  target: 'Managers: SERVICES_VIEW',
  outcome: 'SUCCEEDED',
  reason: 'Nights',
  correlationId: 'c',
  runAs: 'POS1\\venue',
  client: 'console',
  planFingerprint: undefined,
  before: { granted: false },
  after: { granted: true },
  detail: { intent: 6 },
  previousHash: 'e',
  hash: 'f',
};

function trailOf(rows: readonly AuditRow[], hasNextPage = false) {
  const asked: (readonly [AuditFilter, number])[] = [];
  const fake = fakeControlPlane({
    audit: {
      page: async (filter, first) => {
        asked.push([filter, first]);
        return { rows, hasNextPage };
      },
    },
  });
  return { asked, fake };
}

it('shows a row with all that it says, what was changed as JSON', async () => {
  const { fake } = trailOf([row]);
  const fields =
    'sequence at clerkId clerkName action target outcome reason correlationId runAs client planFingerprint before after hash';
  const { data } = await ask(`{ auditLog { edges { node { ${fields} } } } }`, { fake });
  const { detail: _detail, previousHash: _previous, ...shown } = row;
  expect(data).toEqual({
    auditLog: {
      edges: [
        {
          node: {
            ...shown,
            at: MOMENT.toISOString(),
            planFingerprint: null,
            before: '{"granted":false}',
            after: '{"granted":true}',
          },
        },
      ],
    },
  });
});

it('names the operation that a target is the ID of, and asks for all of them at once', async () => {
  const id = (last: number) => `11111111-2222-4333-8444-55555555555${last}`;
  const asked: unknown[] = [];
  const fake = fakeControlPlane({
    audit: {
      page: async () => ({
        rows: [1, 2, 3].map((last) => ({ ...row, target: last === 3 ? 'Managers: X' : id(last) })),
        hasNextPage: false,
      }),
    },
    operations: {
      list: async (_viewer, query) => {
        asked.push(query.ids);
        return { operations: [operation({ id: id(1) })], hasNextPage: false };
      },
    },
  });
  const { data } = await ask('{ auditLog { edges { node { targetTitle } } } }', { fake });
  const titles = ['Onboard the venue', null, null];
  expect(data).toEqual({ auditLog: { edges: titles.map((targetTitle) => ({ node: { targetTitle } })) } });
  expect(asked).toEqual([[id(1), id(2)]]);
});

it('hands every filter on, and pages behind the last row that was shown', async () => {
  const { asked, fake } = trailOf([row], true);
  const page = (args: string) =>
    ask(`{ auditLog(${args}) { pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`, { fake });
  const first = await page(
    'first: 5, clerkId: "1", action: "onboard", exceptActions: ["signIn"], oneRowPerAction: true, text: "nights", target: "t", outcome: DENIED, since: "2031-01-01T00:00:00Z", until: "2031-02-01T00:00:00Z"',
  );
  const info = (first.data as { auditLog: { pageInfo: { endCursor: string } } }).auditLog.pageInfo;
  expect(info).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  const second = await page(`after: "${info.endCursor}"`);
  expect(second.data).toMatchObject({ auditLog: { pageInfo: { hasPreviousPage: true } } });
  expect(asked).toEqual([
    [
      {
        clerkId: '1',
        actions: ['onboard'],
        exceptActions: ['signIn'],
        oneRowPerAction: true,
        text: 'nights',
        target: 't',
        outcome: 'DENIED',
        since: new Date('2031-01-01T00:00:00Z'),
        until: new Date('2031-02-01T00:00:00Z'),
      },
      5,
    ],
    [{ before: 7, oneRowPerAction: false }, 50],
  ]);
});

it.each(['0', 'audit 0', 'audit 7 ', 'audit -1', 'event 7'])(
  'refuses a cursor that no page gave: %s',
  async (text) => {
    const cursor = Buffer.from(text).toString('base64url');
    const [error] = (await ask(`{ auditLog(after: "${cursor}") { edges { cursor } } }`)).errors ?? [];
    expect(appError(error)).toMatchObject({ code: 'BAD_USER_INPUT', details: { argument: 'after' } });
  },
);

it('signs off with a reason, and up to a row that there can be', async () => {
  const signOff = (args: string) => ask(`mutation { signOffAudit(${args}) { sequence upTo byName } }`);
  expect((await signOff('reason: "May", upTo: 1')).data).toEqual({
    signOffAudit: { sequence: 2, upTo: 1, byName: 'Morgan Reyes' },
  });
  expect(codesOf(await signOff('reason: " "'))).toEqual(['BAD_USER_INPUT']);
  expect(codesOf(await signOff('reason: "May", upTo: -1'))).toEqual(['BAD_USER_INPUT']);
});
