/** mercurius: Fastify's own GraphQL, which executes by graphql-js, or by compiled queries where `jit` says after how many. */
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { sourceOf } from './source.mjs';

export async function serve(facts, { jit = 0 } = {}) {
  const app = Fastify();
  const { schema, root, contextOf } = sourceOf(facts);
  const fields = Object.entries(root ?? {}).map(([name, value]) => [name, () => value]);
  const resolvers = { Query: Object.fromEntries(fields) };
  const context = ({ headers }) => contextOf(headers.authorization);
  await app.register(mercurius, { schema, ...(root && { resolvers }), context, jit });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app.server.address().port;
}
