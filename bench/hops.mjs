/**
 * Which files of src run for one request: `node bench/hops.mjs [FOLDER...]`, in checkouts that are set up and built; default this one.
 * A practice venue is started, V8 counts calls, and a file counts once one of its functions was called between question and answer; for what
 * can be asked again, in each of five tries. Prints a table, files by room; --files names them. Node 22 or later.
 */
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import WebSocket from 'ws';
import { startPracticeVenue } from './practice-venue.mjs';

const TRIES = 5;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { files: { type: 'boolean' } },
});
const here = fileURLToPath(new URL('..', import.meta.url));
const counted = [];
for (const folder of positionals.length > 0 ? positionals : [here])
  counted.push([folder, await hopsIn(resolve(folder))]);
for (const [folder, hops] of counted) print(folder, hops);

async function hopsIn(folder) {
  const venue = await startVenue(folder);
  try {
    const token = await venue.signIn();
    const ask = (query, variables) => venue.ask(query, variables, token);
    const filesOf = (work) => venue.filesOf(folder, work);
    const services = () => ask('{ services { key status startMode health nextAction observedAt } }');
    const grant = () =>
      ask(
        'mutation { grantPermission(input: { securityGroupId: "2", permission: AUDIT_VIEW, reason: "Hops" }) { id } }',
      );
    const hops = {};
    const viewer = () => ask('{ viewer { id } }');
    await viewer();
    hops['viewer { id }: what every request passes'] = await always(() => filesOf(viewer));
    await services();
    hops.services = await always(() => filesOf(services));
    await grant();
    hops.grantPermission = await always(() => filesOf(grant));
    const { input, code } = await readyToOnboard(venue, ask);
    let id;
    hops['onboard, to the end of the operation'] = await filesOf(async () => {
      id = await onboard(ask, { ...input, authenticationCode: code });
      await ended(ask, id);
    });
    hops['operationProgress of what is recorded'] = await always(() =>
      filesOf(() => venue.follow(id, token)),
    );
    return hops;
  } finally {
    await venue.stop();
  }
}

async function readyToOnboard(venue, ask) {
  const customerNumber = (await ask('{ venue { customerNumber } }')).venue.customerNumber;
  await ask('mutation ($c: String!) { requestAuthenticationCode(customerNumber: $c) { sentTo } }', {
    c: customerNumber,
  });
  const { fingerprint } = (await ask('{ onboardingPlan { fingerprint } }')).onboardingPlan;
  return {
    input: { customerNumber, planFingerprint: fingerprint, reason: 'Hops' },
    code: await venue.code(),
  };
}

async function onboard(ask, input) {
  const query = 'mutation ($input: OnboardInput!) { onboard(input: $input) { id } }';
  return (await ask(query, { input })).onboard.id;
}

async function ended(ask, id) {
  for (let n = 0; n < 600; n += 1) {
    const { state } = (await ask('query ($id: ID!) { operation(id: $id) { state } }', { id })).operation;
    if (state === 'SUCCEEDED') return;
    if (state === 'FAILED' || state === 'CANCELLED') throw new Error(`The onboarding ended ${state}.`);
    await sleep(100);
  }
  throw new Error('The onboarding does not end.');
}

/** Files that run in every try: what only happens to run beside it, doesn't. */
async function always(take) {
  let files;
  for (let n = 0; n < TRIES; n += 1) {
    const taken = await take();
    files = files === undefined ? taken : files.filter((file) => taken.includes(file));
  }
  return files;
}

async function startVenue(folder) {
  const venue = await startPracticeVenue(folder, { flags: ['--inspect=127.0.0.1:0'], bundled: false });
  const counter = await countCalls(venue.inspector);
  return {
    ...venue,
    filesOf: async (root, work) => {
      await counter.take();
      await work();
      const dist = `file://${root}/dist/`;
      const scripts = (await counter.take()).filter(({ url }) => url.startsWith(dist));
      const ran = scripts.filter(({ functions }) => functions.some(({ ranges }) => ranges[0].count > 0));
      return ran.map(({ url }) => url.slice(dist.length).replace(/\.js$/, '.ts')).sort();
    },
    follow: (id, token) => follow(venue.port, id, token),
    async code() {
      const mails = await fetch(`http://127.0.0.1:${venue.cloudPort}/mailbox`, {
        headers: { accept: 'application/json' },
      });
      return /Authentication Code: (\S+)/.exec((await mails.json()).at(-1).text)[1];
    },
    async stop() {
      counter.close();
      await venue.stop();
    },
  };
}

/** Every event of an operation that is over, over graphql-ws. */
async function follow(port, id, token) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  const query = `subscription { operationProgress(id: "${id}") { sequence message } }`;
  await new Promise((done, failed) => {
    socket.on('error', failed);
    socket.on('close', (code) => failed(new Error(`The socket was closed: ${code}.`)));
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })),
    );
    socket.on('message', (data) => {
      const { type } = JSON.parse(String(data));
      if (type === 'connection_ack')
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
      if (type === 'error') failed(new Error(String(data)));
      if (type === 'complete') done();
    });
  });
  socket.close();
}

async function countCalls(address) {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  await new Promise((done, failed) => socket.on('open', done).on('error', failed));
  const waiting = new Map();
  socket.on('message', (data) => {
    const { id, result } = JSON.parse(String(data));
    waiting.get(id)?.(result);
  });
  let last = 0;
  const call = (method, params = {}) =>
    new Promise((done) => {
      last += 1;
      waiting.set(last, done);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  await call('Profiler.enable');
  await call('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  return {
    take: async () => (await call('Profiler.takePreciseCoverage')).result,
    close: () => socket.close(),
  };
}

function print(folder, hops) {
  console.log(`\n${folder}\n\n| request | files | of which |\n|---|---|---|`);
  for (const [name, files] of Object.entries(hops)) {
    const rooms = {};
    for (const file of files) rooms[file.split('/')[0]] = (rooms[file.split('/')[0]] ?? 0) + 1;
    const told = Object.entries(rooms).map(([room, count]) => `${room.replace('.ts', '')} ${count}`);
    console.log(`| ${name} | ${files.length} | ${told.join(', ')} |`);
  }
  if (!values.files) return;
  for (const [name, files] of Object.entries(hops)) console.log(`\n${name}:\n  ${files.join('\n  ')}`);
}
