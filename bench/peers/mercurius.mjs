/** mercurius: Fastify's own GraphQL, which executes by graphql-js, or by compiled queries where `jit` says after how many. */
import Fastify from 'fastify';
import { buildSchema } from 'graphql';
import mercurius from 'mercurius';

export async function serve({ schema, data }, { jit = 0 } = {}) {
  const app = Fastify();
  const fields = Object.entries(data).map(([name, value]) => [name, () => value]);
  const resolvers = { Query: Object.fromEntries(fields) };
  await app.register(mercurius, { schema: buildSchema(schema), resolvers, jit });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app.server.address().port;
}
