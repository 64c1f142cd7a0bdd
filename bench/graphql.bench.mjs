/**
 * Three documents over HTTP, 20 connections: ours, with the venue's database behind it and both gates asked, against servers that answer the
 * same bytes from the same files for the same signed-in clerk. What is compared is the server's processor time a request. A bare
 * `node:http` is the floor: a round in which it takes another time than usual is dropped.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { GOALS } from './goals.mjs';
import { documents } from './graphql/documents.mjs';
import { answerOf, load } from './graphql/load.mjs';
import { installPeers, startPeer } from './graphql/peers.mjs';
import { interleave, median, ratioRow, short } from './measure.mjs';
import { startPracticeVenue, statusRead } from './practice-venue.mjs';
import { exactProcessorTimeOf } from './processes.mjs';

/** Requests before anything counts, and in each measurement. */
const WARM_UP = 2000;
const COUNT = 1000;
/** A round in which the floor is further than this from its own median is someone else's. */
const STEADY = 0.15;
const PEERS = { stock: 'stock Apollo', 'mercurius-jit': 'mercurius with jit', floor: 'floor' };

export const bench = {
  title:
    'GraphQL over HTTP: processor time of a request, ours over peers with the same database and authorization',
  rounds: 7,
  async run({ rounds, say }) {
    await installPeers(say);
    const pinned = availableParallelism() > 1;
    if (pinned) execFileSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)], { stdio: 'ignore' });
    const command = pinned ? ['taskset', '-c', '0'] : [];
    const servers = {};
    try {
      say('starting ours');
      const venue = await startPracticeVenue('.', { command });
      servers.ours = { ...venue, token: await venue.signIn() };
      const database = { venue: join(venue.data, 'venue.sqlite'), state: join(venue.data, 'state.sqlite') };
      const facts = { ...(await factsOf(servers.ours)), database };
      for (const name of Object.keys(PEERS))
        servers[name] = { ...(await startPeer(name, facts, { command })), token: servers.ours.token };
      await sameBytes(servers, facts);
      say('warming up');
      const samples = samplesOf(servers, facts);
      for (const { warmUp } of Object.values(samples)) await warmUp();
      const only = Object.entries(samples).map(([name, { sample }]) => [name, sample]);
      return report(await interleave(Object.fromEntries(only), rounds, say), rounds);
    } finally {
      for (const { stop } of Object.values(servers)) await stop();
    }
  },
};

/** What the peers serve: our schema, our answers. */
async function factsOf({ ask, port, token }) {
  await statusRead(ask, token);
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

/** A sample is one measurement: milliseconds of the server's processor a request, and by the clock. */
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
          return { [`${name} ${server}`]: used / COUNT, [`${name} ${server} clock`]: took / COUNT };
        },
      };
    }
  return samples;
}

function report(taken, rounds) {
  const rows = [];
  const notes = [];
  for (const document of Object.keys(documents)) {
    const steady = steadyRounds(taken[`${document} floor clock`]);
    const kept = (server) => steady.map((round) => taken[`${document} ${server}`][round]);
    if (steady.length < rounds)
      notes.push(`${document}: ${rounds - steady.length} of ${rounds} rounds dropped.`);
    for (const peer of ['stock', 'mercurius-jit']) {
      const name = `${document}: processor, ours / ${PEERS[peer]}`;
      rows.push(
        ratioRow(name, { ours: kept('ours'), peer: kept(peer) }, ['ours', 'peer'], GOALS.graphql[name]),
      );
    }
    const clocks = ['ours', 'stock', 'mercurius-jit'].map((server) => median(kept(`${server} clock`)));
    const room = Math.min(...clocks) / median(kept('floor clock'));
    if (room < 3)
      notes.push(`${document}: generator-bound, the floor is only ${short(room)} times the fastest.`);
  }
  return { rows, notes };
}

/** All of them where hardly any is steady: a busy machine is reported, not hidden. */
function steadyRounds(floor) {
  const usual = median(floor);
  const all = [...floor.keys()];
  const steady = all.filter((round) => Math.abs(floor[round] / usual - 1) <= STEADY);
  return steady.length >= 3 ? steady : all;
}
