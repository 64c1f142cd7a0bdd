/**
 * How many calls it takes until a small call is as fast as it gets, ours and node-powershell's `invoke` by turns: `node bench/hosts/settle.mjs`,
 * in a checkout that is set up and built. .NET compiles what runs often twice more, in the background. Prints the medians of every 200 calls.
 */
import { mediansOf, timed } from '../measure.mjs';
import { InvokePeer } from './peers.mjs';
import { findPinned, startPool } from './pools.mjs';

const ROUNDS = 12;
const CALLS = 200;

const main = await startPool();
const peer = new InvokePeer(await findPinned());
await peer.call();
for (let round = 1; round <= ROUNDS; round += 1) {
  const { trivial, invoke } = await mediansOf(CALLS, {
    trivial: () => timed(() => main.call('Get-Echo', { Value: 'x' })),
    invoke: () => peer.call(),
  });
  console.log(
    `to call ${String(round * CALLS).padStart(5)}: ${trivial.toFixed(2)} ms / ${invoke.toFixed(2)} ms, ${(trivial / invoke).toFixed(2)}`,
  );
}
peer.stop();
await main.stop();
process.exit();
