/** Rows about many calls at once, and about much that comes through one host. */
import { GOALS } from '../goals.mjs';
import { ratioRow, rowOf } from '../measure.mjs';
import { processorTimeOf, statusOf } from '../processes.mjs';
import { startPool } from './pools.mjs';

/** Processor time of the read host for 50 identical reads at once, against one. */
export async function identicalReads({ call, readHost }, rounds) {
  const spent = { fifty: [], one: [] };
  const read = () => call('Get-Many', { Count: 3000, Size: 10 });
  for (let n = 0; n < 3; n += 1) await read();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? ['one', 'fifty'] : ['fifty', 'one']) {
      const before = processorTimeOf(readHost());
      // Ten of each: the kernel counts in steps of 10 ms.
      for (let n = 0; n < 10; n += 1)
        await Promise.all(Array.from({ length: name === 'one' ? 1 : 50 }, read));
      spent[name].push(processorTimeOf(readHost()) - before);
    }
  }
  const name = '50 identical reads at once: PowerShell CPU / one';
  return ratioRow(name, spent, ['fifty', 'one'], GOALS.hosts[name], 'CPU of ten each');
}

/** How much more a host that has answered holds at most while 16 MB go through it, three times. */
export async function growth() {
  const bench = await startPool();
  for (let n = 0; n < 1000; n += 1) await bench.call('Get-Echo', { Value: 'x' });
  const before = statusOf(bench.readHost(), 'VmRSS');
  for (let n = 0; n < 3; n += 1) await bench.call('Get-Many', { Count: 256, Size: 65_536 });
  const grown = Math.max(0, statusOf(bench.readHost(), 'VmHWM') - before);
  await bench.stop();
  const name = 'host grows while 16 MB of output go through it';
  return rowOf(name, [grown], GOALS.hosts[name], 'the peak');
}
