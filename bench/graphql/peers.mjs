/** The peers, each a process of its own from bench/peers, with packages that the product's install doesn't bring. */
import { execFile, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { promisify } from 'node:util';
import { said } from '../practice-venue.mjs';

const folder = 'bench/peers';

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
 * `state`) it answers from there, for the signed-in clerk; without from memory, for anyone.
 */
export async function startPeer(name, facts, { command = [] } = {}) {
  const [program, ...args] = [...command, process.execPath, `${folder}/serve.mjs`, name];
  const peer = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const gone = new Promise((done) => peer.once('exit', done));
  peer.stdin.end(JSON.stringify(facts));
  const port = await Promise.race([
    said(peer.stdout, /^\d+\n/),
    gone.then(() => Promise.reject(new Error(`The peer ${name} ended before it was ready.`))),
  ]);
  return {
    pid: peer.pid,
    port: Number(port),
    async stop() {
      peer.kill('SIGKILL');
      await gone;
    },
  };
}
