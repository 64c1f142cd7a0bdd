/**
 * Long lists: the audit read page by page to its end and a page of it asked by many, each from the same SQLite file for the same signed-in clerk; and what
 * guards cost where there are a thousand of them below each other.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { answerOf, load } from './graphql/load.mjs';
import { installPeers, startPeer } from './graphql/peers.mjs';
import { fillVenue } from './growth/fill.mjs';
import { firstPage, PAGE_ROWS, ROWS } from './lists/documents.mjs';
import { guardedOverUnguarded } from './lists/guards.mjs';
import { walk } from './lists/walk.mjs';
import { interleave, ratioRow } from './measure.mjs';
import { makePlace, startPracticeVenue } from './practice-venue.mjs';
import { exactProcessorTimeOf } from './processes.mjs';

const PEERS = ['stock', 'mercurius-jit', 'type-graphql', 'type-graphql-middleware', 'lists-floor'];
const PAGES = 200;
const READ = `${ROWS} rows of the audit`;
const PAGE = `a page of ${PAGE_ROWS} rows of 11 fields`;
const READ_GOALS = { 'lists-floor': 2.5, 'type-graphql': 1 / 10, 'type-graphql-middleware': 1 / 100 };

export const bench = {
  title: 'long lists: ours against peers with the same file and authorization',
  rounds: 7,
  async run({ rounds, say }) {
    await installPeers(say);
    const pinned = availableParallelism() > 1;
    if (pinned) execFileSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)], { stdio: 'ignore' });
    const command = pinned ? ['taskset', '-c', '0'] : [];
    const place = await makePlace();
    const servers = {};
    try {
      const { token } = await filled(place, say);
      servers.ours = { ...(await startPracticeVenue('.', { place, command, keep: false })), token };
      const database = { venue: join(place.data, 'venue.sqlite'), state: join(place.data, 'state.sqlite') };
      const facts = { schema: readFileSync('schema.graphql', 'utf8'), data: {}, database };
      for (const name of PEERS) servers[name] = { ...(await startPeer(name, facts, { command })), token };
      const body = await sameBytes(servers);
      say('warming up');
      const samples = Object.fromEntries(
        Object.entries(servers).map(([name, server]) => [name, () => both(name, server, body)]),
      );
      for (const sample of Object.values(samples)) await sample();
      const taken = await interleave(samples, rounds, say);
      return { rows: [...rowsOf(taken), await guardedOverUnguarded(rounds)] };
    } finally {
      for (const { stop } of Object.values(servers)) await stop();
      rmSync(place.data, { recursive: true, force: true });
    }
  },
};

async function filled(place, say) {
  const first = await startPracticeVenue('.', { place, keep: false });
  const token = await first.signIn();
  await first.stop();
  say(`filling ${ROWS} audit rows`);
  fillVenue(place.data, { operations: 10, auditRows: ROWS, locations: 10, clerks: 10 });
  return { token };
}

/** Before a timing counts: all pages of each, and what the others are held against for one. */
async function sameBytes(servers) {
  const expected = await walk(servers.ours);
  const body = await answerOf({ ...servers.ours, query: firstPage });
  for (const [name, server] of Object.entries(servers)) {
    const { hash, bytes } = await walk(server);
    if (hash !== expected.hash)
      throw new Error(`${name} answers other pages: ${bytes} bytes instead of ${expected.bytes}.`);
    if ((await answerOf({ ...server, query: firstPage })) !== body)
      throw new Error(`${name} answers another first page.`);
  }
  return body;
}

/** Milliseconds by the clock and of the server's processor, by what was asked. */
async function both(name, { pid, port, token }, body) {
  const counted = async (work) => {
    const before = exactProcessorTimeOf(pid);
    const ms = await work();
    return [ms, exactProcessorTimeOf(pid) - before];
  };
  const [read, readCpu] = await counted(async () => (await walk({ port, token })).ms);
  const [page, pageCpu] = await counted(() => load({ port, token, query: firstPage, body, count: PAGES }));
  return {
    [`${READ} ${name}`]: read,
    [`${READ} ${name} CPU`]: readCpu,
    [`${PAGE} ${name}`]: page / PAGES,
    [`${PAGE} ${name} CPU`]: pageCpu / PAGES,
  };
}

function rowsOf(taken) {
  const rows = [];
  const told = (what, peer, goal) => {
    rows.push(ratioRow(`${what}: ours / ${peer}`, taken, [`${what} ours`, `${what} ${peer}`], goal));
    const processor = [`${what} ours CPU`, `${what} ${peer} CPU`];
    rows.push(ratioRow(`${what}: processor, ours / ${peer}`, taken, processor, undefined));
  };
  for (const peer of PEERS) told(READ, peer, READ_GOALS[peer] && { op: '<=', value: READ_GOALS[peer] });
  for (const peer of PEERS) told(PAGE, peer, peer === 'stock' ? { op: '<=', value: 1 / 7 } : undefined);
  return rows;
}
