/**
 * graphql-ws on ws as its own guide sets it up: each subscriber's every event is executed and serialised for itself. It sends recorded events,
 * one each 100 ms, over and over, each with the moment at which it is sent.
 */
import { EventEmitter, on } from 'node:events';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const EACH_MS = 100;

export async function serve({ schema: text, events }) {
  const schema = buildSchema(text);
  const feed = new EventEmitter().setMaxListeners(0);
  let next = 0;
  setInterval(() => {
    const data = structuredClone(events[next % events.length]);
    data.operationProgress.at = new Date().toISOString();
    feed.emit('event', data);
    next += 1;
  }, EACH_MS);
  schema.getSubscriptionType().getFields().operationProgress.subscribe = async function* () {
    for await (const [data] of on(feed, 'event')) yield data;
  };
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/graphql' });
  useServer({ schema }, sockets);
  await new Promise((done) => sockets.once('listening', done));
  return sockets.address().port;
}
