/** A practice venue of its own for a bench: an empty data folder, free ports, services that start at once. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { programEnvironment } from '../bin/setup/program-environment.mjs';

/** Where a venue lives: an empty data folder and two ports. `more` goes into its config.json. */
export async function makePlace(more = {}) {
  const data = mkdtempSync(join(tmpdir(), 'venue-control-bench-'));
  const site = { stableSeconds: 0.5, pollMs: 100, heartbeatMs: 30_000, ...more };
  writeFileSync(join(data, 'config.json'), JSON.stringify(site));
  return { data, port: await freePort(), cloudPort: await freePort() };
}

/**
 * Starts the server of the checkout in `folder`, ready to answer. `command` goes before Node (`taskset -c 0`); at a
 * `place` that was made before the folder stays, and the rehearsal continues unless `keep` is false. `ask` answers data and
 * throws what went wrong.  At `pace` 0 the
 * rehearsal does at once what takes time, at 1 a full send takes a minute.
 */
export async function startPracticeVenue(
  folder,
  { command = [], place, keep = place !== undefined, pace = 0, site } = {},
) {
  const { data, port, cloudPort } = place ?? (await makePlace(site));
  const [program, ...args] = [
    ...command,
    process.execPath,
    join(folder, 'dist', 'bundle', 'main.js'),
    'serve',
    ...(keep ? ['--keep'] : []),
  ];
  const server = spawn(program, args, {
    cwd: folder,
    env: {
      ...programEnvironment,
      ...process.env,
      VENUE_CONTROL_DATA: data,
      VENUE_CONTROL_PORT: String(port),
      VENUE_CONTROL_CLOUD_PORT: String(cloudPort),
      VENUE_CONTROL_REHEARSAL_PACE: String(pace),
      VENUE_CONTROL_LOG: 'error',
    },
  });
  const gone = new Promise((done) => server.once('exit', done));
  await Promise.race([
    said(server.stdout, /Ready/),
    gone.then(() => Promise.reject(new Error('The server ended before it was ready.'))),
  ]);
  return {
    pid: server.pid,
    data,
    port,
    cloudPort,
    ask: (query, variables, token) => ask(port, query, variables, token),
    async signIn(clerkId = '1', pin = '2468') {
      const document = `mutation { signIn(clerkId: "${clerkId}", pin: "${pin}") { token } }`;
      return (await ask(port, document)).signIn.token;
    },
    async stop() {
      server.kill('SIGTERM');
      await gone;
      if (!place) rmSync(data, { recursive: true, force: true });
    },
  };
}

async function ask(port, query, variables = {}, token = undefined) {
  const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
  return data;
}

/** Services say what the status found, and until the server has checked once there is none. */
export async function statusRead(ask, token) {
  for (let tries = 0; tries < 100; tries += 1) {
    const { venueStatus } = await ask('{ venueStatus { findings { code } } }', {}, token);
    if (venueStatus.findings.every(({ code }) => code !== 'NOTHING_READ_YET')) return;
    await sleep(200);
  }
  throw new Error('The server has not checked the venue within 20 s.');
}

/** What a stream says that fits, once it does. */
export function said(stream, pattern) {
  return new Promise((done) => {
    let text = '';
    stream.on('data', (data) => {
      text += data;
      const found = pattern.exec(text);
      if (found) done(found[0]);
    });
  });
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
