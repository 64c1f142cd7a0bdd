/** graphql-yoga on node:http, without its log of each request. */
import { createServer } from 'node:http';
import { buildSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';

export async function serve({ schema, data }) {
  const root = {
    onExecute({ args }) {
      args.rootValue = data;
    },
  };
  const yoga = createYoga({ schema: buildSchema(schema), logging: false, plugins: [root] });
  const server = createServer(yoga).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return server.address().port;
}
