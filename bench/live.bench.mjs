/**
 * What it costs to tell many: 200 subscriptions, by two clerks on 40 sockets, follow a full send as the console does, ten events a second. The peers
 * tell the very same events, from memory and to anybody; what ours costs without a subscriber (the send itself) is taken off.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { load } from './graphql/load.mjs';
import { installPeers, startPeer } from './graphql/peers.mjs';
import { inspect, livingBytes } from './inspector.mjs';
import { beginSend, connectVenue, ended, scheduleSend } from './live/sends.mjs';
import { follow, followByEventSource } from './live/subscribers.mjs';
import { interleave, median, rowOf, short } from './measure.mjs';
import { startPracticeVenue } from './practice-venue.mjs';
import { exactProcessorTimeOf } from './processes.mjs';

const SOCKETS = 40;
const EACH = 5;
const SUBSCRIBERS = SOCKETS * EACH;
/** 52,146 rows in batches of 500, ten a second. */
const PACE = 0.17;
/** How long a peer is listened to. */
const WINDOW_MS = 6000;
const PEERS = ['graphql-ws', 'graphql-sse', 'live-floor'];

export const bench = {
  title: `telling ${SUBSCRIBERS} subscriptions: ours with database and guards, peers from memory without either`,
  rounds: 5,
  async run({ rounds, say }) {
    await installPeers(say);
    const pinned = availableParallelism() > 1;
    if (pinned) pinThisTo(1);
    const options = { command: pinned ? ['taskset', '-c', '0'] : [], flags: ['--inspect=127.0.0.1:0'] };
    const servers = {};
    try {
      say('a connected venue');
      const ours = await startPracticeVenue('.', { ...options, pace: PACE, site: { pollMs: 50 } });
      servers.ours = ours;
      const [manager] = await tokensAt(ours);
      await connectVenue(ours, manager);
      const facts = {
        schema: readFileSync('schema.graphql', 'utf8'),
        events: await eventsOf(ours, manager),
      };
      for (const name of PEERS) servers[name] = await startPeer(name, facts, options);
      servers.polled = await startPeer(
        'stock',
        { ...facts, answers: [], data: { operation: facts.events[0].operationProgress.operation } },
        options,
      );
      const taken = await interleave(
        {
          ours: () => ourSend(ours),
          ...Object.fromEntries(PEERS.map((name) => [name, () => aPeer(name, servers[name])])),
          polled: () => polled(servers.polled, facts),
        },
        rounds,
        say,
      );
      say('idle subscribers');
      const idle = await idleOnes(servers, options, facts, rounds);
      return report(taken, idle);
    } finally {
      for (const { stop } of Object.values(servers)) await stop();
    }
  },
};

/** What the console asks while it follows one. */
const QUERY = (() => {
  const text = readFileSync('src/console/documents/operations.graphql', 'utf8');
  const parts = text.split(/\n(?=(?:query|mutation|subscription|fragment) )/);
  const wanted = [
    'subscription OperationProgress',
    'fragment EventLine',
    'fragment OperationDetail',
    'fragment OperationLine',
  ];
  return wanted.map((start) => parts.find((part) => part.trim().startsWith(start))).join('\n');
})();

/** Of the two clerks. Anew for each round: a send asks for a PIN that was entered less than five minutes ago. */
async function tokensAt(ours) {
  return [await ours.signIn(), await ours.signIn('2', '1357')];
}

/** The data of every event of a send, as they were told. */
async function eventsOf(ours, token) {
  const id = await beginSend(ours, token);
  const { told, over, leave } = await follow({
    port: ours.port,
    tokens: [token],
    query: QUERY,
    variables: { id, after: 0 },
    sockets: 1,
    each: 1,
    keep: true,
  });
  await over;
  await leave();
  await ended(ours, token);
  return told.map((text) => JSON.parse(text).payload.data);
}

/** One full send with so many who follow it, from when all of them do to its end. */
async function aSend(ours, tokens, sockets, each) {
  const id = await beginSend(ours, tokens[0]);
  const asked = { port: ours.port, tokens, query: QUERY, variables: { id, after: 0 }, sockets, each };
  const { heard, over, leave } = await follow(asked);
  await sleep(1000);
  heard.length = 0;
  const before = exactProcessorTimeOf(ours.pid);
  await over;
  const used = exactProcessorTimeOf(ours.pid) - before;
  await leave();
  await ended(ours, tokens[0]);
  return { used, events: heard.length, p99: p99(heard) };
}

/** Processor time of an event: of those who follow, without the send itself and the first of them. */
async function ourSend(ours) {
  const tokens = await tokensAt(ours);
  const alone = await aSend(ours, tokens, 1, 1);
  const all = await aSend(ours, tokens, SOCKETS, EACH);
  return { ours: (all.used - alone.used) / (all.events - alone.events), 'ours p99': all.p99 };
}

async function aPeer(name, { pid, port }) {
  const asked = { port, query: QUERY, variables: { id: '1', after: 0 } };
  const one =
    name === 'graphql-sse'
      ? await followByEventSource({ ...asked, count: SUBSCRIBERS })
      : await follow({ ...asked, sockets: SOCKETS, each: EACH });
  await sleep(1000);
  one.heard.length = 0;
  const before = exactProcessorTimeOf(pid);
  await sleep(WINDOW_MS);
  const used = exactProcessorTimeOf(pid) - before;
  const { length } = one.heard;
  const expected = (WINDOW_MS / 100) * SUBSCRIBERS;
  if (length < expected * 0.9) throw new Error(`${name} told ${length} events of ${expected}.`);
  const value = { [name]: used / length, [`${name} p99`]: p99(one.heard) };
  await one.leave();
  return value;
}

/** Nobody is told anything: each asks once a second. */
async function polled({ pid, port }, { events }) {
  const query = QUERY.replace(
    /subscription[\s\S]*?operation \{\s*\.\.\.OperationDetail\s*\}[\s\S]*?\n\}/,
    '{ operation(id: "1") { ...OperationDetail } }',
  ).replace(/fragment EventLine[\s\S]*?\n\}/, '');
  const body = Buffer.from(
    JSON.stringify({ data: { operation: events[0].operationProgress.operation } }),
  ).latin1Slice();
  const ask = () => load({ port, query, body, count: SUBSCRIBERS, connections: 20 });
  await ask();
  const before = exactProcessorTimeOf(pid);
  for (let n = 0; n < 5; n += 1) await ask();
  return { polled: (exactProcessorTimeOf(pid) - before) / (5 * SUBSCRIBERS) };
}

/** Kilobytes that live in the server for each who follows something where nothing happens: one subscription on each of 40 sockets. */
async function idleOnes(servers, options, facts, rounds) {
  const quiet = { ...facts, events: [] };
  const own = Object.fromEntries(
    await Promise.all(
      ['graphql-ws', 'graphql-ws-deflate', 'live-floor'].map(async (name) => [
        name,
        await startPeer(name, quiet, options),
      ]),
    ),
  );
  const tokens = await tokensAt(servers.ours);
  const id = await scheduleSend(servers.ours, tokens[0]);
  const all = { ours: servers.ours, ...own };
  const taken = {};
  try {
    for (const [name, { port, inspector }] of Object.entries(all)) {
      const inside = await inspect(inspector);
      try {
        const asked = { port, query: QUERY, variables: { id, after: 0 }, sockets: SOCKETS, each: 1 };
        for (let round = 0; round <= rounds; round += 1) {
          const bytes = await aQuietCrowd(inside, name === 'ours' ? { ...asked, tokens } : asked);
          // The first finds what is made once.
          if (round > 0) taken[name] = [...(taken[name] ?? []), bytes / SOCKETS / 1024];
        }
      } finally {
        // A process doesn't end while somebody looks into it.
        inside.close();
      }
    }
  } finally {
    for (const { stop } of Object.values(own)) await stop();
  }
  return taken;
}

/** Bytes that live more while it is there. */
async function aQuietCrowd(inside, asked) {
  const before = await livingBytes(inside);
  const { leave } = await follow(asked);
  await sleep(1500);
  const bytes = (await livingBytes(inside)) - before;
  await leave();
  await sleep(1500);
  return bytes;
}

function report(taken, idle) {
  const micros = (values) => values.map((value) => value * 1000);
  const over = (values, below) => values.map((value, round) => value / below[round]);
  const row = (name, above, below, goal) =>
    rowOf(name, over(above, below), goal, { note: `${short(median(above))} / ${short(median(below))}` });
  const by = {
    'graphql-ws': taken['graphql-ws'],
    'graphql-sse': taken['graphql-sse'],
    'Apollo asked each second': taken.polled,
    floor: taken['live-floor'],
  };
  const goals = { 'graphql-ws': { op: '<=', value: 1 / 2.5 } };
  const rows = Object.entries(by).map(([name, values]) =>
    row(`processor an event (us): ours / ${name}`, micros(taken.ours), micros(values), goals[name]),
  );
  rows.push(
    row('p99 from told to received (ms): ours / floor', taken['ours p99'], taken['live-floor p99'], {
      op: '<=',
      value: 2,
    }),
    row('p99 (ms): graphql-ws / floor', taken['graphql-ws p99'], taken['live-floor p99']),
    row('idle subscriber (KB): ours / floor', idle.ours, idle['live-floor'], { op: '<=', value: 2 }),
    row('idle subscriber (KB): ours / graphql-ws', idle.ours, idle['graphql-ws']),
    row('idle subscriber (KB): ours / graphql-ws with deflate', idle.ours, idle['graphql-ws-deflate']),
  );
  return { rows };
}

function p99(moments) {
  const waits = moments.map(({ told, received }) => received - told).sort((a, b) => a - b);
  return Math.max(1, waits[Math.floor(waits.length * 0.99)]);
}

function pinThisTo(core) {
  execFileSync('taskset', ['-a', '-p', '-c', String(core), String(process.pid)], { stdio: 'ignore' });
}
