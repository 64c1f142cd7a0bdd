import type { GraphQLField } from 'graphql';
import type { Viewer } from '../../src/operations/clerks/viewer.js';
import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from '../../src/operations/words/permissions.js';
import { guardsOf } from '../../src/resolvers/schema/security.directive.js';
import { type Answer, appError, ask, codesOf, open, schema } from './ask.js';
import { fakeControlPlane, viewer } from './fake-control-plane.js';
import { documentOf, type Root } from './root-documents.js';

type Field = GraphQLField<unknown, unknown>;

const fields = [
  ...rowsOf('query', schema.getQueryType()?.getFields()),
  ...rowsOf('mutation', schema.getMutationType()?.getFields()),
  ...rowsOf('subscription', schema.getSubscriptionType()?.getFields()),
];
const guarded = fields.flatMap(([root, field]) => {
  const [guard] = guardsOf(field);
  return guard?.kind === 'requires' ? [[root, field.name, guard.permission, field] as const] : [];
});
const openToAll = fields.filter(([, field]) => guardsOf(field)[0]?.kind === 'public');

describe('every root field, for every kind of caller', () => {
  it('is open to anyone only for signIn and health', () => {
    expect(openToAll.map(([, field]) => field.name).sort()).toEqual(['health', 'signIn']);
    expect(fields.length).toBe(46);
  });

  it.each(fields.map(([root, field]) => [root, field.name, field] as const))(
    'answers UNAUTHENTICATED to nobody and something else to a clerk who may do everything: %s %s',
    async (root, _name, field) => {
      const nobody = await call(root, field, null);
      const isPublic = guardsOf(field)[0]?.kind === 'public';
      expect(codesOf(nobody)).toEqual(isPublic ? [] : ['UNAUTHENTICATED']);
      expect(codesOf(await call(root, field, viewer()))).toEqual([]);
    },
  );

  it.each(guarded)(
    'refuses a clerk without the tick box, and audits a mutation: %s %s %s',
    async (root, name, permission, field) => {
      const fake = fakeControlPlane();
      const others = new Set(ALL_PERMISSIONS.filter((other) => other !== permission));
      const answer = await call(root, field, viewer({ permissions: others }), fake);
      expect(details(answer)).toEqual({ gate: 'PERMISSION', permission, grantableBy: ['Administrators'] });
      expect(fake.denied).toEqual(root === 'mutation' ? [name] : []);
    },
  );

  it.each(guarded)(
    'refuses a clerk who does not see enough: %s %s %s',
    async (root, _name, permission, field) => {
      const answer = await call(root, field, viewer({ scope: tooLittle(permission) }));
      expect(details(answer)).toMatchObject({ gate: 'SCOPE', permission });
    },
  );

  it.each(guarded)(
    'takes part of the venue where a permission only reads: %s %s %s',
    async (root, _name, permission, field) => {
      const codes = codesOf(
        await call(root, field, viewer({ scope: { every: false, locationGroupIds: new Set(['1']) } })),
      );
      expect(codes.includes('FORBIDDEN')).toBe(PERMISSIONS[permission].scope === 'every');
    },
  );
});

function rowsOf(root: Root, map: Record<string, Field> | undefined): (readonly [Root, Field])[] {
  return Object.values(map ?? {}).map((field) => [root, field] as const);
}

function tooLittle(permission: Permission): Viewer['scope'] {
  const seen = PERMISSIONS[permission].scope === 'every' ? ['1'] : [];
  return { every: false, locationGroupIds: new Set(seen) };
}

async function call(root: Root, field: Field, as: Viewer | null, fake = fakeControlPlane()): Promise<Answer> {
  const document = documentOf(root, field);
  if (root !== 'subscription') return ask(document, { as, fake });
  const opened = await open(document, { as, fake });
  return 'next' in opened ? (await opened.next()).value : opened;
}

function details(answer: Answer): unknown {
  expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  return appError(answer.errors?.[0]).details;
}
