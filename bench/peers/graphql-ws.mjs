/** graphql-ws on ws as its own guide sets it up: each subscriber's every event is executed and serialised for itself. */
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { eventsOf, startFeed } from './live-feed.mjs';

export async function serve({ schema: text, events }, { perMessageDeflate = false } = {}) {
  const schema = buildSchema(text);
  const feed = startFeed(events);
  schema.getSubscriptionType().getFields().operationProgress.subscribe = () => eventsOf(feed);
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/graphql', perMessageDeflate });
  useServer({ schema }, sockets);
  await new Promise((done) => sockets.once('listening', done));
  return sockets.address().port;
}
