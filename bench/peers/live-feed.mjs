/** What a peer tells its subscribers: recorded events, one each 100 ms, over and over, each with the moment at which it is told. */
import { EventEmitter, on } from 'node:events';

const EACH_MS = 100;

export function startFeed(events) {
  const feed = new EventEmitter().setMaxListeners(0);
  let next = 0;
  if (events.length === 0) return feed;
  setInterval(() => {
    const data = structuredClone(events[next % events.length]);
    data.operationProgress.at = new Date().toISOString();
    feed.emit('event', data);
    next += 1;
  }, EACH_MS);
  return feed;
}

/** One subscriber's. */
export async function* eventsOf(feed) {
  for await (const [data] of on(feed, 'event')) yield data;
}
