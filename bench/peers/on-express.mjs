/** A started Apollo Server on Express, as its own guide sets it up; answers the port. `contextOf` takes the authorization header. */
import { createServer } from 'node:http';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';

export async function onExpress(apollo, contextOf) {
  await apollo.start();
  const app = express();
  const context = async ({ req }) => contextOf(req.headers.authorization);
  app.use('/graphql', express.json(), expressMiddleware(apollo, { context }));
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return server.address().port;
}
