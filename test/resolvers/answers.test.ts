import { ALL_PERMISSIONS, Permission } from '../../src/domain/types/permissions.js';
import { AppError } from '../../src/errors/errors.js';
import { ask, codesOf } from './ask.js';
import { clerkRow, fakeControlPlane, MOMENT, viewer } from './fake-control-plane.js';
import { operation } from './operation-sample.js';

it('passes when a null means nothing given', async () => {
  expect((await ask('{ resyncPlan(startAt: null) { ready } }')).errors).toBeUndefined();
});

describe('a clerk', () => {
  const PERMISSIONS =
    '{ operation(id: "op-1") { requestedBy { name permissions locked } } viewer { permissions locked } }';
  const sam = { ...clerkRow({ id: '2', name: 'Sam' }) };

  it('shows what is in effect to itself, and to another only with CLERK_SECURITY_VIEW', async () => {
    const onlyServices = viewer({ clerk: sam, permissions: new Set([Permission.SERVICES_VIEW]) });
    const answer = await ask(PERMISSIONS, { as: onlyServices });
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      operation: { requestedBy: { name: 'Morgan Reyes', permissions: null, locked: null } },
      viewer: { permissions: ['SERVICES_VIEW'], locked: false },
    });
    const seen = await ask(PERMISSIONS, { as: viewer({ clerk: sam }) });
    expect(seen.data?.operation.requestedBy).toEqual({
      name: 'Morgan Reyes',
      permissions: ['SERVICES_VIEW'],
      locked: false,
    });
  });

  it('holds nothing when switched off or in no Security Group', async () => {
    for (const given of [{ active: false }, { securityGroupId: undefined }]) {
      const fake = fakeControlPlane({ clerks: { clerks: async () => [clerkRow({ id: '9', ...given })] } });
      const answer = await ask('{ clerk(id: "9") { permissions } }', { fake });
      expect(answer.data?.clerk.permissions).toEqual([]);
    }
  });

  it('sees only the Location Groups of its own scope', async () => {
    const as = viewer({ scope: { every: false, locationGroupIds: new Set(['2']) } });
    const answer = await ask(
      '{ venue { locationGroups { name locations { id activated } } } clerkGroups { locationGroups { name } } }',
      { as },
    );
    expect(answer.data?.venue.locationGroups).toEqual([
      { name: 'Marina Kiosk', locations: [{ id: '20', activated: null }] },
    ]);
    expect(answer.data?.clerkGroups).toEqual([{ locationGroups: [{ name: 'Marina Kiosk' }] }]);
  });

  it('who signs in reads its own permissions in the same answer, and speaks for itself from then on', async () => {
    const answer = await ask(
      'mutation { signIn(clerkId: "1", pin: "2468") { token clerk { permissions clerkGroup { locationGroups { id } } } } signOut stepUp(pin: "2468") { token } }',
      { as: null },
    );
    expect(answer.data?.signIn.clerk.permissions).toEqual(ALL_PERMISSIONS);
    expect(answer.data?.signIn.clerk.clerkGroup.locationGroups).toHaveLength(2);
    expect(answer.data?.signOut).toBe(true);
    expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
  });

  it('finds in a group where the tree has a permission, and who granted it', async () => {
    const tick = { permission: Permission.AUDIT_VIEW, granted: true, grantedByName: 'Morgan' } as const;
    const stored = { securityGroupId: '1', ...tick, grantedAt: MOMENT, expiresAt: undefined };
    const fake = fakeControlPlane({ clerks: { ticks: async () => [stored] } });
    const fields = 'permission path granted grantedByName grantedAt expiresAt';
    const answer = await ask(`{ securityGroups { permissions { ${fields} } } }`, { fake });
    expect(answer.data?.securityGroups[0].permissions).toEqual([
      { ...tick, path: 'Audit > View', grantedAt: MOMENT.toISOString(), expiresAt: null },
    ]);
  });
});

describe('operations', () => {
  it('are readable while the venue database is down', async () => {
    const fake = fakeControlPlane({
      clerks: {
        clerks: async () => {
          throw new AppError('VENUE_DATABASE_UNAVAILABLE');
        },
      },
    });
    const answer = await ask('{ operation(id: "op-1") { requestedByName requestedBy { name } summary } }', {
      fake,
    });
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.operation).toEqual({
      requestedByName: 'Morgan Reyes',
      requestedBy: null,
      summary: 'Onboarding runs.',
    });
  });

  it('say NOT_FOUND, like services and clerks, for what is not there', async () => {
    const answer = await ask(
      '{ operation(id: "none") { id } service(key: "none") { key } clerk(id: "77") { id } }',
    );
    expect(codesOf(answer)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
  });

  it('are paged by opaque cursors that lead from page to page', async () => {
    const all = [3, 2, 1].map((n) => operation({ id: `op-${n}`, createdAt: new Date(MOMENT.getTime() + n) }));
    const fake = fakeControlPlane({
      operations: {
        list: async (_viewer, { first, after }) => {
          const rest = all.filter((row) => after === undefined || row.createdAt < after.createdAt);
          return { operations: rest.slice(0, first), hasNextPage: rest.length > first };
        },
      },
    });
    const page = async (after: string | null) => {
      const document = `query ($after: String) { operations(first: 2, after: $after) { edges { cursor node { id } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`;
      return (await ask(document, { fake, variables: { after } })).data?.operations;
    };
    const first = await page(null);
    expect(first.edges.map((edge: { node: unknown }) => edge.node)).toEqual([{ id: 'op-3' }, { id: 'op-2' }]);
    expect(first.pageInfo).toEqual({
      startCursor: first.edges[0].cursor,
      endCursor: first.edges[1].cursor,
      hasNextPage: true,
      hasPreviousPage: false,
    });
    const second = await page(first.pageInfo.endCursor);
    expect(second.edges.map((edge: { node: unknown }) => edge.node)).toEqual([{ id: 'op-1' }]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const last = await page(second.pageInfo.endCursor);
    expect(last).toEqual({
      edges: [],
      pageInfo: { startCursor: null, endCursor: null, hasNextPage: false, hasPreviousPage: true },
    });
  });

  it('load steps once for a whole page', async () => {
    const asked: (readonly string[])[] = [];
    const fake = fakeControlPlane({
      operations: {
        list: async () => ({ operations: [operation(), operation({ id: 'op-2' })], hasNextPage: false }),
        steps: async (ids) => {
          asked.push(ids);
          return [];
        },
      },
    });
    await ask('{ operations { edges { node { steps { name } summary } } } }', { fake });
    expect(asked).toEqual([['op-1', 'op-2']]);
  });
});

it('names the onboarding that can be finished, and asks once for all of them', async () => {
  const words = { code: 'ONBOARDING_UNFINISHED', message: '', cause: undefined, remedy: '' };
  const failure = { ...words, restored: [], notRestored: [], trail: [], choices: [] };
  const ended = ['op-1', 'op-2'].map((id) => operation({ id, state: 'FAILED', failure }));
  let asked = 0;
  const unfinishedId = async () => {
    asked += 1;
    return 'op-2';
  };
  const list = async () => ({ operations: ended, hasNextPage: false });
  const fake = fakeControlPlane({ operations: { list }, onboarding: { unfinishedId } });
  const answer = await ask('{ operations { edges { node { failure { actionCode } } } } }', { fake });
  expect(answer.errors).toBeUndefined();
  const codes = answer.data?.operations.edges.map(
    (edge: { node: { failure: { actionCode: string | null } } }) => edge.node.failure.actionCode,
  );
  expect(codes).toEqual([null, 'FINISH_ONBOARDING']);
  expect(asked).toBe(1);
});
