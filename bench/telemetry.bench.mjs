/**
 * What telemetry costs: the documents of the bench `graphql` over HTTP, from two servers that differ in `otlpEndpoint` alone. A collector
 * on this machine takes what one of them pushes. What is compared is processor time, so that neighbours matter little.
 */
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';
import { GOALS } from './goals.mjs';
import { documents } from './graphql/documents.mjs';
import { answerOf, load } from './graphql/load.mjs';
import { interleave, ratioRow } from './measure.mjs';
import { startPracticeVenue, statusRead } from './practice-venue.mjs';
import { exactProcessorTimeOf } from './processes.mjs';

/** Requests before anything counts, and in each measurement. */
const WARM_UP = 4000;
const COUNT = 2000;

export const bench = {
  title: 'GraphQL over HTTP: processor time of a request, telemetry on over off',
  rounds: 9,
  async run({ rounds, say }) {
    const pinned = availableParallelism() > 1;
    if (pinned) execFileSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)], { stdio: 'ignore' });
    const command = pinned ? ['taskset', '-c', '0'] : [];
    const collector = await startCollector();
    const servers = {};
    try {
      say('starting');
      servers.off = await startPracticeVenue('.', { command });
      servers.on = await startPracticeVenue('.', { command, site: { otlpEndpoint: collector.url } });
      for (const server of Object.values(servers)) {
        server.token = await server.signIn();
        await statusRead(server.ask, server.token);
      }
      const samples = await samplesOf(servers);
      say('warming up');
      for (const sample of Object.values(samples)) await sample(WARM_UP);
      const rows = rowsOf(await interleave(samples, rounds, say));
      if (collector.bytes === 0) throw new Error('Nothing was pushed.');
      return { rows, notes: [`${collector.bytes} bytes pushed in ${collector.requests} requests.`] };
    } finally {
      for (const { stop } of Object.values(servers)) await stop();
      collector.close();
    }
  },
};

/** Reads all of it and keeps nothing. */
async function startCollector() {
  const collector = { bytes: 0, requests: 0 };
  const server = createServer((request, response) => {
    collector.requests += 1;
    request.on('data', (chunk) => {
      collector.bytes += chunk.length;
    });
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  collector.url = `http://127.0.0.1:${server.address().port}`;
  collector.close = () => server.close() && server.closeAllConnections();
  return collector;
}

/** A sample is milliseconds of the server's processor a request. */
async function samplesOf(servers) {
  const samples = {};
  for (const [name, query] of Object.entries(documents))
    for (const [server, { pid, port, token }] of Object.entries(servers)) {
      const body = await answerOf({ port, token, query });
      if (body.includes('"errors"')) throw new Error(`Errors in ${name}: ${body}`);
      samples[`${name} ${server}`] = async (count = COUNT) => {
        const before = exactProcessorTimeOf(pid);
        await load({ port, token, query, body, count });
        return (exactProcessorTimeOf(pid) - before) / count;
      };
    }
  return samples;
}

function rowsOf(taken) {
  return Object.keys(documents).map((document) => {
    const name = `${document}: processor, telemetry on / off`;
    return ratioRow(name, taken, [`${document} on`, `${document} off`], GOALS.telemetry[name]);
  });
}
