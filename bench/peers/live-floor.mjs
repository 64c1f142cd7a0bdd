/** The floor: whoever asks for something is sent the same text, made once an event, under the id that it gave. */
import { WebSocketServer } from 'ws';
import { startFeed } from './live-feed.mjs';

export async function serve({ events }) {
  const asked = [];
  const options = { port: 0, host: '127.0.0.1', path: '/graphql', perMessageDeflate: false };
  const sockets = new WebSocketServer(options);
  sockets.on('connection', (socket) =>
    socket.on('message', (text) => {
      const { type, id } = JSON.parse(text);
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type === 'subscribe')
        asked.push({ socket, head: `{"id":"${id}","type":"next","payload":{"data":` });
    }),
  );
  startFeed(events).on('event', (data) => {
    const text = `${JSON.stringify(data)}}}`;
    for (const { socket, head } of asked) if (socket.readyState === socket.OPEN) socket.send(head + text);
  });
  await new Promise((done) => sockets.once('listening', done));
  return sockets.address().port;
}
