/** Apollo Server on Fastify. */
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify from 'fastify';
import { sourceOf } from './source.mjs';

export async function serve(facts) {
  const { schema, root, contextOf } = sourceOf(facts);
  const apollo = new ApolloServer({ schema, rootValue: () => root });
  await apollo.start();
  const app = Fastify();
  const context = async ({ headers }) => contextOf(headers.authorization);
  app.post('/graphql', fastifyApolloHandler(apollo, { context }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app.server.address().port;
}
