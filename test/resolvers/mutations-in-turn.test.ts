import { buildSchema, graphql } from 'graphql';
import { createRequestContext } from '../../src/resolvers/request/context.js';
import { guardSchema } from '../../src/resolvers/schema/guard-schema.js';
import { fakeControlPlane, viewer } from './fake-control-plane.js';

const SDL = `
  directive @signedIn on FIELD_DEFINITION
  type Query { ok: Int @signedIn }
  type Mutation { first: Int @signedIn second: Int @signedIn }
`;

test('lets each mutation of a document read anew what the one before it has changed', async () => {
  const context = createRequestContext({
    controlPlane: fakeControlPlane().controlPlane,
    viewer: viewer(),
    correlationId: 'c',
    peer: { address: '127.0.0.1', port: 1 },
  });
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
