/**
 * Three documents over HTTP, 20 connections: ours, with the venue's database behind it and both gates asked, against servers that
 * answer the same bytes from the same files for the same signed-in clerk, and once more from memory for whoever asks. The latter is more
 * than a peer could do with the same work: an upper bound for it.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { documents } from './graphql/documents.mjs';
import { answerOf, load } from './graphql/load.mjs';
import { installPeers, PEERS, startPeer } from './graphql/peers.mjs';
import { interleave, median, ratioRow, short } from './measure.mjs';
import { startPracticeVenue } from './practice-venue.mjs';
import { exactProcessorTimeOf } from './processes.mjs';

/** Requests before anything counts, and in each measurement. */
const WARM_UP = 2000;
const COUNT = 1000;
/** A round in which the floor is further than this from its own median is somebody else's. */
const STEADY = 0.15;
/** As fast as stock that has nothing to do; half as fast as mercurius with jit where there is something to answer. */
const GOALS = { 'stock, from memory': { op: '<=', value: 1 } };
const STRETCH = { op: '<=', value: 2 };
/** With the same work, on a page of rows. */
const STATUS_GOALS = {
  stock: { op: '<=', value: 1 / 5 },
  'mercurius-jit': { op: '<=', value: 1 / 0.6 },
};
/** Whose processor time is told too: it is steadier than the clock, but leaves out PowerShell's. */
const BY_PROCESSOR = ['stock', 'mercurius-jit', 'stock, from memory', 'mercurius-jit, from memory', 'floor'];

export const bench = {
  title:
    'GraphQL over HTTP: ours against peers with the same database and authorization, and from memory without either',
  rounds: 7,
  async run({ rounds, say }) {
    await installPeers(say);
    const pinned = availableParallelism() > 1;
    if (pinned) pinThisTo(1);
    const command = pinned ? ['taskset', '-c', '0'] : [];
    const servers = {};
    try {
      say('starting ours');
      const venue = await startPracticeVenue('.', { command });
      servers.ours = { ...venue, token: await venue.signIn() };
      const facts = await factsOf(servers.ours);
      const database = { venue: join(venue.data, 'venue.sqlite'), state: join(venue.data, 'state.sqlite') };
      for (const name of Object.keys(PEERS)) {
        if (name === 'floor') servers[name] = await startPeer(name, facts, { command });
        else {
          const asOurs = await startPeer(name, { ...facts, database }, { command });
          servers[name] = { ...asOurs, token: servers.ours.token };
          servers[`${name}, from memory`] = await startPeer(name, facts, { command });
        }
      }
      await sameBytes(servers, facts);
      say('warming up');
      const samples = samplesOf(servers, facts);
      for (const { warmUp } of Object.values(samples)) await warmUp();
      const taken = await interleave(
        Object.fromEntries(Object.entries(samples).map(([name, { sample }]) => [name, sample])),
        rounds,
        say,
      );
      return report(
        taken,
        facts,
        rounds,
        Object.keys(servers).filter((name) => name !== 'ours'),
      );
    } finally {
      for (const { stop } of Object.values(servers)) await stop();
    }
  },
};

/** What the peers are told: our schema, our answers. */
async function factsOf({ port, token }) {
  const answers = [];
  for (const [name, query] of Object.entries(documents))
    answers.push({ name, query, body: await answerOf({ port, token, query }) });
  const data = Object.assign(
    {},
    ...answers.map(({ body }) => JSON.parse(Buffer.from(body, 'latin1').toString()).data),
  );
  return { schema: readFileSync('schema.graphql', 'utf8'), data, answers };
}

/** Before a timing counts. */
async function sameBytes(servers, { answers }) {
  for (const { body, name } of answers)
    if (body.includes('"errors"')) throw new Error(`Ours answers ${name} with errors: ${body}`);
  for (const [name, { port, token }] of Object.entries(servers))
    for (const { query, body } of answers) {
      const received = await answerOf({ port, token, query });
      if (received !== body) throw new Error(`${name}: expected ${body}, received ${received}`);
    }
}

/** A sample is one measurement: milliseconds a request by the clock, and of the server's processor. */
function samplesOf(servers, { answers }) {
  const samples = {};
  for (const { name, query, body } of answers)
    for (const [server, { pid, port, token }] of Object.entries(servers)) {
      const ask = (count) => load({ port, token, query, body, count });
      samples[`${name} ${server}`] = {
        warmUp: () => ask(WARM_UP),
        async sample() {
          const before = exactProcessorTimeOf(pid);
          const took = await ask(COUNT);
          const used = exactProcessorTimeOf(pid) - before;
          return { [`${name} ${server}`]: took / COUNT, [`${name} ${server} CPU`]: used / COUNT };
        },
      };
    }
  return samples;
}

function report(taken, { answers }, rounds, peers) {
  const rows = [];
  const notes = [];
  for (const { name } of answers) {
    const steady = steadyRounds(taken[`${name} floor`]);
    const kept = Object.fromEntries(
      Object.entries(taken).map(([key, values]) => [key, steady.map((round) => values[round])]),
    );
    if (steady.length < rounds) notes.push(`${name}: ${rounds - steady.length} of ${rounds} rounds dropped.`);
    for (const peer of peers) {
      const goal = goalOf(name, peer);
      rows.push(ratioRow(`${name}: ours / ${peer}`, kept, [`${name} ours`, `${name} ${peer}`], goal));
      if (!BY_PROCESSOR.includes(peer)) continue;
      const ofProcessor = [`${name} ours CPU`, `${name} ${peer} CPU`];
      rows.push(ratioRow(`${name}: processor, ours / ${peer}`, kept, ofProcessor, undefined));
    }
    const fastest = Math.min(
      ...['ours', ...peers].filter((peer) => peer !== 'floor').map((peer) => median(kept[`${name} ${peer}`])),
    );
    const room = fastest / median(kept[`${name} floor`]);
    if (room < 3) notes.push(`${name}: generator-bound, the floor is only ${short(room)} times the fastest.`);
  }
  return { rows, notes };
}

function goalOf(document, peer) {
  if (peer === 'mercurius-jit, from memory' && document !== 'viewer') return STRETCH;
  return GOALS[peer] ?? (document === 'status' ? STATUS_GOALS[peer] : undefined);
}

/** All of them where hardly any is steady: a busy machine is told, not hidden. */
function steadyRounds(floor) {
  const usual = median(floor);
  const all = [...floor.keys()];
  const steady = all.filter((round) => Math.abs(floor[round] / usual - 1) <= STEADY);
  return steady.length >= 3 ? steady : all;
}

function pinThisTo(core) {
  execFileSync('taskset', ['-a', '-p', '-c', String(core), String(process.pid)], { stdio: 'ignore' });
}
