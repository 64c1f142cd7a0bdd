/** graphql-sse on node:http as its own guide sets it up: a connection each subscriber. */
import { createServer } from 'node:http';
import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import { eventsOf, startFeed } from './live-feed.mjs';

export async function serve({ schema: text, events }) {
  const schema = buildSchema(text);
  const feed = startFeed(events);
  schema.getSubscriptionType().getFields().operationProgress.subscribe = () => eventsOf(feed);
  const server = createServer(createHandler({ schema })).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return server.address().port;
}
