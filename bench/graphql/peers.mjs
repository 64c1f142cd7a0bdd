/** The peers, each a process of its own from bench/peers, with packages that the product's install doesn't bring. */
import { execFile, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { promisify } from 'node:util';
import { said } from '../practice-venue.mjs';

const folder = 'bench/peers';

/** By name, in bench/peers: what each is in words. */
export const PEERS = {
  stock: 'Apollo Server on Express',
  'apollo-fastify': 'Apollo Server on Fastify',
  mercurius: 'mercurius',
  'mercurius-jit': 'mercurius with jit',
  yoga: 'graphql-yoga',
  floor: 'bare node:http',
};

export async function installPeers(say) {
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return;
  say('installing the peers into bench/peers');
  await promisify(execFile)('npm', ['ci', '--ignore-scripts'], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
}

/** 0 for what isn't there. */
function changedAt(file) {
  return statSync(`${folder}/${file}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * Answers its process ID, port and `stop`. `facts`: the schema's text, the data of all documents together, the answer by document; with `database` (the files of a venue, by `venue` and
 * `state`) it answers from there, for whoever is signed in; without from memory, for anybody. `flags` are Node's: --inspect.
 */
export async function startPeer(name, facts, { command = [], flags = [] } = {}) {
  const [program, ...args] = [...command, process.execPath, ...flags, `${folder}/serve.mjs`, name];
  const peer = spawn(program, args, {
    stdio: ['pipe', 'pipe', flags.length > 0 ? 'pipe' : 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const gone = new Promise((done) => peer.once('exit', done));
  const inspector = flags.length > 0 ? said(peer.stderr, /ws:\/\/\S+/) : undefined;
  peer.stdin.end(JSON.stringify(facts));
  const port = await Promise.race([
    said(peer.stdout, /^\d+\n/),
    gone.then(() => Promise.reject(new Error(`The peer ${name} ended before it was ready.`))),
  ]);
  return {
    pid: peer.pid,
    port: Number(port),
    inspector: await inspector,
    async stop() {
      peer.kill('SIGKILL');
      await gone;
    },
  };
}
