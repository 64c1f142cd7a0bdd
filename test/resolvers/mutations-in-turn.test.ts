import { buildSchema, graphql } from 'graphql';
import type { Viewer } from '../../src/domain/request/viewer.js';
import { Permission } from '../../src/domain/types/permissions.js';
import { createRequestContext } from '../../src/resolvers/request/context.js';
import { guardSchema } from '../../src/resolvers/schema/guard-schema.js';
import { appError, contextOf } from './ask.js';
import { fakeControlPlane, viewer } from './fake-control-plane.js';

const SDL = `
  directive @signedIn on FIELD_DEFINITION
  type Query { ok: Int @signedIn }
  type Mutation { first: Int @signedIn second: Int @signedIn }
`;

test('lets each mutation of a document read again what the one before it has changed', async () => {
  const context = contextOf({});
  const loaders: unknown[] = [];
  const schema = guardSchema(buildSchema(SDL, { assumeValidSDL: true }));
  const note = () => loaders.push(context.loaders);
  await graphql({
    schema,
    source: 'mutation { first second }',
    rootValue: { first: note, second: note },
    contextValue: context,
  });
  expect(loaders).toHaveLength(2);
  expect(loaders[0]).not.toBe(loaders[1]);
});

const SERVICES = `
  directive @requires(permission: Permission!) on FIELD_DEFINITION
  directive @signedIn on FIELD_DEFINITION
  enum Permission { SERVICES_CONTROL }
  type Query { ok: Int @signedIn }
  type Mutation { control(n: Int): Int @requires(permission: SERVICES_CONTROL) }
`;

/** Six mutations in one document; after the second one the token belongs to `now`. */
async function controlSixTimes(now: Viewer | undefined) {
  const fake = fakeControlPlane();
  let current: Viewer | undefined = viewer();
  const context = createRequestContext({
    controlPlane: fake.controlPlane,
    viewer: current,
    viewerNow: async () => current,
    correlationId: 'c',
    peer: { address: '127.0.0.1', port: 1 },
  });
  const done: number[] = [];
  const fields = [1, 2, 3, 4, 5, 6].map((n) => `m${n}: control(n: ${n})`);
  const { errors = [] } = await graphql({
    schema: guardSchema(buildSchema(SERVICES, { assumeValidSDL: true })),
    source: `mutation { ${fields.join(' ')} }`,
    rootValue: {
      control: ({ n }: { n: number }) => {
        done.push(n);
        if (n === 2) current = now;
        return n;
      },
    },
    contextValue: context,
  });
  return { done, codes: errors.map((error) => appError(error).code), denied: fake.denied };
}

test('refuses the rest of a document once the permission is revoked, and audits each refusal', async () => {
  const { done, codes, denied } = await controlSixTimes(
    viewer({ permissions: new Set([Permission.SERVICES_VIEW]) }),
  );
  expect(done).toEqual([1, 2]);
  expect(codes).toEqual(Array(4).fill('FORBIDDEN'));
  expect(denied).toEqual(Array(4).fill('control'));
});

test('refuses the rest of a document once the session has ended or the clerk is disabled', async () => {
  const { done, codes } = await controlSixTimes(undefined);
  expect(done).toEqual([1, 2]);
  expect(codes).toEqual(Array(4).fill('UNAUTHENTICATED'));
});
