/** mercurius, which is Fastify's own GraphQL, with compiled queries: the fastest peer there is. */
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { sourceOf } from './source.mjs';

export async function serve(facts) {
  const app = Fastify();
  const { schema, contextOf } = sourceOf(facts);
  const context = ({ headers }) => contextOf(headers.authorization);
  await app.register(mercurius, { schema, context, jit: 1 });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app.server.address().port;
}
