/** Apollo Server on Fastify. */
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify from 'fastify';
import { buildSchema } from 'graphql';

export async function serve({ schema, data }) {
  const apollo = new ApolloServer({ schema: buildSchema(schema), rootValue: () => data });
  await apollo.start();
  const app = Fastify();
  app.post('/graphql', fastifyApolloHandler(apollo));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app.server.address().port;
}
