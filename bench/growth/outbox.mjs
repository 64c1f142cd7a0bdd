/**
 * A venue whose channel has so many notifications to take: what a send costs, and what a request for its
 * health costs meanwhile.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { median, timed } from '../measure.mjs';
import { makePlace, startPracticeVenue } from '../practice-venue.mjs';

/** News of each alert. */
const NEWS = 10;
const SENDS = 60;
const KEY = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

export async function openOutbox() {
  const receiver = await listen();
  const channels = [{ name: 'ops', kind: 'webhook' }];
  const place = await makePlace({ notifications: { channels } });
  const first = await startPracticeVenue('.', { place });
  await first.stop();
  await setSecret(place, 'url', receiver.url);
  await setSecret(place, 'key', KEY);
  return {
    /** Milliseconds of a send and of a request for the health, with so many queued. */
    async take(queued) {
      fillOutbox(place.data, queued);
      const sent = receiver.next(SENDS);
      const venue = await startPracticeVenue('.', { place });
      try {
        const times = [];
        const watched = (async () => {
          while (!receiver.isDone()) times.push(await timed(() => healthOf(venue)));
        })();
        const send = await sent;
        await watched;
        return { send, health: median(times) };
      } finally {
        await venue.stop();
      }
    },
    close() {
      receiver.close();
      rmSync(place.data, { recursive: true, force: true });
    },
  };
}

async function listen() {
  let times = [];
  let wanted = 0;
  let done = () => undefined;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(204).end();
      times.push(performance.now());
      if (times.length === wanted) done((times.at(-1) - times[0]) / (wanted - 1));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    next(count) {
      times = [];
      wanted = count;
      return new Promise((resolve) => {
        done = resolve;
      });
    },
    isDone: () => times.length >= wanted,
    close: () => server.close(),
  };
}

/** As an outage of the channel left it: all are due. */
function fillOutbox(data, count) {
  const state = new DatabaseSync(join(data, 'state.sqlite'));
  state.exec(`PRAGMA synchronous = OFF; BEGIN; DELETE FROM notification;
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${count})
    INSERT INTO notification (id, channel, subject, content, created_at, attempts, next_at)
    SELECT 'msg_' || n, 'ops', 'alert ' || (n / ${NEWS}),
      '{"event":"OPENED","at":"2026-01-01T00:00:00.000Z","alert":{"id":"alert ' || (n / ${NEWS}) || '","code":"LINK_LOST",'
        || '"severity":"CRITICAL","message":"The link is down.","remedy":"Check it.","openedAt":"2026-01-01T00:00:00.000Z","occurrences":1}}',
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 hour'), 0, strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 hour') FROM number;
    COMMIT; PRAGMA wal_checkpoint(TRUNCATE)`);
  state.close();
}

async function healthOf({ port }) {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
  await answer.text();
}

async function setSecret({ data }, what, value) {
  const command = spawn(process.execPath, ['dist/bundle/main.js', 'notify', 'set-secret', 'ops', what], {
    env: { ...process.env, VENUE_CONTROL_DATA: data },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  command.stdin.end(`${value}\n`);
  const [code] = await once(command, 'exit');
  if (code !== 0) throw new Error(`notify set-secret ${what} ended with ${code}.`);
}
