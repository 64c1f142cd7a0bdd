/** Apollo Server on Express as its own guide sets it up: no plugin, no option. */
import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { sourceOf } from './source.mjs';

export async function serve(facts) {
  const { schema, contextOf } = sourceOf(facts);
  const apollo = new ApolloServer({ schema });
  await apollo.start();
  const app = express();
  const context = async ({ req }) => contextOf(req.headers.authorization);
  app.use('/graphql', express.json(), expressMiddleware(apollo, { context }));
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return server.address().port;
}
