/** Programs of our own account that come to a host's pipe before the server does, which its access list can't keep out. */
import { readdirSync } from 'node:fs';
import { connect, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const PIPES = '\\\\.\\pipe\\';

/** The pipe that is dialled last: no one else can know the name before it is there, so these have it from ourselves. */
let dialled;
const { connect: connectAsIs } = Socket.prototype;
Socket.prototype.connect = function (...given) {
  const [path] = JSON.stringify(given).match(/venue-host-[0-9a-f]{32}/) ?? [dialled];
  dialled = path;
  return connectAsIs.apply(this, given);
};

/** Whether someone still listens at a pipe. */
export function isOpen(pipe) {
  return new Promise((answer) => {
    const socket = connect(`${PIPES}${pipe}`);
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
    // One whose only end is taken keeps us waiting.
    setTimeout(() => {
      socket.destroy();
      answer(false);
    }, 2000);
  });
}

/**
 * As a program of our own account could, which the pipe's access list lets in: come before the server. Each tries from when the pipe's name is
 * known until it is there, or no host is awaited any more.
 */
async function unknownPeersFirst(isAwaited) {
  dialled = undefined;
  const before = new Set(readdirSync(tmpdir()));
  const until = performance.now() + 20_000;
  while (dialled === undefined && performance.now() < until) await sleep(5);
  const name = dialled;
  const lying = readdirSync(tmpdir()).filter((entry) => entry.startsWith('venue-') && !before.has(entry));
  // Three: those who wait for the pipe to be free take a thread of Node each, and it has four.
  const says = [undefined, 'x'.repeat(10_000), '{"t":"ready","v":4,"pid":4,"token":"no"}\n'];
  const seen = says.map((text) => ({ text, heard: 0, hasCome: false, isGone: false }));
  const come = (unknownPeer) => {
    if (name === undefined || !isAwaited()) return;
    const socket = connect(`${PIPES}${name}`).on('error', () => undefined);
    socket.once('connect', () => {
      unknownPeer.hasCome = true;
      if (unknownPeer.text) socket.write(unknownPeer.text);
    });
    socket.on('data', (chunk) => {
      unknownPeer.heard += chunk.length;
    });
    socket.on('close', () => {
      unknownPeer.isGone = unknownPeer.hasCome;
      if (!unknownPeer.hasCome) setTimeout(come, 1, unknownPeer);
    });
  };
  seen.forEach(come);
  return { name, seen, lying };
}

/**
 * A pool whose host unknown callers have come to before us, its pipe's name, those who came, and what of it lay in the temporary folder. Who is first is chance: as often as it takes.
 */
export async function startAmongUnknownPeers(makePool) {
  for (let tries = 1; ; tries += 1) {
    const own = makePool();
    let isAwaited = true;
    const started = own.start().finally(() => {
      isAwaited = false;
    });
    const { name: pipe, seen: all, lying } = await unknownPeersFirst(() => isAwaited);
    await started;
    const come = all.filter(({ hasCome }) => hasCome);
    if (come.length > 0 || tries === 10) return { pool: own, name: pipe, seen: come, lying };
    await own.stop();
  }
}
