/**
 * What an event to many costs: 200 subscriptions, by two clerks on 40 sockets, follow a full send as the console does. graphql-ws sends the very
 * same events from memory and to anyone; what ours costs without these subscribers (the send itself) is taken off.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { GOALS } from './goals.mjs';
import { installPeers, startPeer } from './graphql/peers.mjs';
import { beginSend, connectVenue, ended } from './live/sends.mjs';
import { follow } from './live/subscribers.mjs';
import { interleave, ratioRow } from './measure.mjs';
import { startPracticeVenue } from './practice-venue.mjs';
import { exactProcessorTimeOf } from './processes.mjs';

const CROWD = { sockets: 40, each: 5 };
/** 52,146 rows in batches of 500, ten a second. */
const PACE = 0.17;
/** How long the peer is listened to. */
const WINDOW_MS = 6000;

export const bench = {
  title:
    'an event to 200 subscriptions: ours with database and guards, graphql-ws from memory without either',
  rounds: 5,
  async run({ rounds, say }) {
    await installPeers(say);
    const pinned = availableParallelism() > 1;
    if (pinned) execFileSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)], { stdio: 'ignore' });
    const options = { command: pinned ? ['taskset', '-c', '0'] : [] };
    say('a connected venue');
    const ours = await startPracticeVenue('.', { ...options, pace: PACE, site: { pollMs: 50 } });
    let peer;
    try {
      const tokens = await tokensAt(ours);
      await connectVenue(ours, tokens[0]);
      const { messages } = await aSend(ours, tokens, { sockets: 1, each: 1, keep: true });
      const events = messages.map((text) => JSON.parse(text).payload.data);
      peer = await startPeer(
        'graphql-ws',
        { schema: readFileSync('schema.graphql', 'utf8'), events },
        options,
      );
      const taken = await interleave(
        { ours: () => ofOurs(ours), 'graphql-ws': () => ofPeer(peer) },
        rounds,
        say,
      );
      const name = 'an event to 200 subscriptions: processor, ours / graphql-ws';
      return { rows: [ratioRow(name, taken, ['ours', 'graphql-ws'], GOALS.live[name])] };
    } finally {
      await ours.stop();
      await peer?.stop();
    }
  },
};

/** What the console asks while it follows one. */
const QUERY = (() => {
  const text = readFileSync('console/documents/operations.graphql', 'utf8');
  const parts = text.split(/\n(?=(?:query|mutation|subscription|fragment) )/);
  const wanted = [
    'subscription OperationProgress',
    'fragment EventLine',
    'fragment OperationDetail',
    'fragment OperationLine',
  ];
  return wanted.map((start) => parts.find((part) => part.trim().startsWith(start))).join('\n');
})();

/** Of the two clerks. Again for each round: a send asks for a PIN that was entered less than five minutes ago. */
async function tokensAt(ours) {
  return [await ours.signIn(), await ours.signIn('2', '1357')];
}

/** One full send with so many who follow it, from when all of them do to its end. */
async function aSend(ours, tokens, crowd) {
  const id = await beginSend(ours, tokens[0]);
  const asked = { port: ours.port, tokens, query: QUERY, variables: { id, after: 0 }, ...crowd };
  const { heard, messages, over, leave } = await follow(asked);
  await sleep(1000);
  const [heardBefore, usedBefore] = [heard(), exactProcessorTimeOf(ours.pid)];
  await over;
  const used = exactProcessorTimeOf(ours.pid) - usedBefore;
  await leave();
  await ended(ours, tokens[0]);
  return { used, events: heard() - heardBefore, messages };
}

/** Processor time of an event, in milliseconds: of those who follow, without the send itself and the first of them. */
async function ofOurs(ours) {
  const tokens = await tokensAt(ours);
  const alone = await aSend(ours, tokens, { sockets: 1, each: 1 });
  const all = await aSend(ours, tokens, CROWD);
  return (all.used - alone.used) / (all.events - alone.events);
}

async function ofPeer({ pid, port }) {
  const { heard, leave } = await follow({ port, query: QUERY, variables: { id: '1', after: 0 }, ...CROWD });
  await sleep(1000);
  const [heardBefore, usedBefore] = [heard(), exactProcessorTimeOf(pid)];
  await sleep(WINDOW_MS);
  const used = exactProcessorTimeOf(pid) - usedBefore;
  const events = heard() - heardBefore;
  const expected = (WINDOW_MS / 100) * CROWD.sockets * CROWD.each;
  if (events < expected * 0.7) throw new Error(`graphql-ws sent ${events} events of ${expected}.`);
  await leave();
  return used / events;
}
