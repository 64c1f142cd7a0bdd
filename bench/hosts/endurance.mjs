/**
 * Many calls, one after another, each answer looked at: `node bench/hosts/endurance.mjs [CALLS]` (default 100,000), in a checkout that is set up
 * and built. Prints what the read lane's host weighs (PSS) every tenth of the way, how many hosts it took (each is replaced after 20,000 calls)
 * and the time. Exit code 1 when an answer was wrong or missing; a call that fails ends it with its error.
 */
import { pssOf } from '../processes.mjs';
import { limits, startPool, until } from './pools.mjs';

const calls = Number(process.argv[2] ?? 100_000);
const bench = await startPool();
const hosts = new Set();
const startedAt = performance.now();
let wrong = 0;
for (let n = 1; n <= calls; n += 1) {
  const [value] = await bench.call('Get-Echo', { Value: `call ${n}` });
  if (value !== `call ${n}`) wrong += 1;
  if (n % 1000 === 0 && bench.readHost() !== undefined) hosts.add(bench.readHost());
  if (n % Math.ceil(calls / 10) !== 0) continue;
  // One that was just replaced has no successor for a moment.
  await until(() => bench.readHost() !== undefined, 20_000, 'A host');
  console.log(`${n} calls, ${pssOf(bench.readHost()).toFixed(0)} MB, host ${bench.readHost()}`);
}
const seconds = (performance.now() - startedAt) / 1000;
console.log(
  `${calls} calls in ${seconds.toFixed(0)} s, ${wrong} wrong or missing, ${hosts.size} hosts (one lives for ${limits.recycleCalls} calls)`,
);
await bench.stop();
process.exit(wrong === 0 ? 0 : 1);
