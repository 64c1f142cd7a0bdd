/** graphql-yoga on node:http, without its log of each request. */
import { createServer } from 'node:http';
import { createYoga } from 'graphql-yoga';
import { sourceOf } from './source.mjs';

export async function serve(facts) {
  const { schema, root, contextOf } = sourceOf(facts);
  const rooted = {
    onExecute({ args }) {
      args.rootValue = root;
    },
  };
  const context = ({ request }) => contextOf(request.headers.get('authorization') ?? undefined);
  const yoga = createYoga({ schema, context, logging: false, plugins: [rooted] });
  const server = createServer(yoga).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return server.address().port;
}
