/**
 * A small call against node-powershell's `invoke`, by turns: `node bench/hosts/compare-invoke.mjs [--pinned]`, in a checkout that is set up and
 * built. --pinned: every host on the first core, Node on the second (Linux, needs taskset). Prints the median ratio with its range, and both medians.
 */
import { execFileSync } from 'node:child_process';
import { median, mediansOf, timed } from '../measure.mjs';
import { InvokePeer } from './peers.mjs';
import { findPinned, startPool } from './pools.mjs';

const ROUNDS = 15;
/** By count, until .NET has compiled for the last time: settle.mjs. */
const WARM_UP = 50;
const CALLS = 40;
const isPinned = process.argv.includes('--pinned');

const main = await startPool();
const peer = new InvokePeer(await findPinned());
await peer.call();
if (isPinned) {
  const pin = (pid, core) => execFileSync('taskset', ['-acp', String(core), String(pid)]);
  const children = execFileSync('ps', ['-o', 'pid=,comm=', '--ppid', String(process.pid)], {
    encoding: 'utf8',
  });
  for (const [, pid] of children.matchAll(/(\d+) dotnet/g)) pin(pid, 0);
  pin(process.pid, 1);
}
const round = () =>
  mediansOf(CALLS, {
    trivial: () => timed(() => main.call('Get-Echo', { Value: 'x' })),
    invoke: () => peer.call(),
  });
for (let n = 0; n < WARM_UP; n += 1) await round();
const taken = [];
for (let n = 0; n < ROUNDS; n += 1) taken.push(await round());
const ratios = taken.map(({ trivial, invoke }) => trivial / invoke);
const of = (name) => median(taken.map((one) => one[name])).toFixed(2);
console.log(
  `${isPinned ? 'pinned' : 'free'}: ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} - ${Math.max(...ratios).toFixed(2)}), ${of('trivial')} ms / ${of('invoke')} ms`,
);
peer.stop();
await main.stop();
process.exit();
