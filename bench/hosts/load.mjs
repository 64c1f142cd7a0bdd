/** Rows about many calls: at once, alike, and one after another for long. */
import { median, timed } from '../measure.mjs';
import { processorTimeOf, pssOf, statusOf } from '../processes.mjs';
import { limits, startPool } from './pools.mjs';
import { hostRatio, hostRow } from './rows.mjs';

/** 50 reads that differ, at once, against one; and 80 at once, of which the queue takes no more than it says. */
export async function differentReads({ call }, rounds) {
  const waits = { fifty: [], one: [] };
  const refused = [];
  let different = 200;
  const read = () => call('Get-Rest', { Milliseconds: 200, Mark: String(different++) });
  for (let round = 0; round < rounds; round += 1) {
    waits.one.push(await timed(read));
    waits.fifty.push(await timed(() => Promise.all(Array.from({ length: 50 }, read))));
  }
  const ended = await Promise.allSettled(Array.from({ length: 80 }, read));
  const reasons = ended.filter(({ status }) => status === 'rejected').map(({ reason }) => reason);
  const wrong = reasons.find(({ failure, detail }) => failure !== 'BUSY' || !detail.retryAfterSeconds);
  if (wrong) throw wrong;
  refused.push(reasons.length);
  return [
    hostRatio('50 different reads of 200 ms at once / one', waits, ['fifty', 'one']),
    hostRow(
      'of 80 at once refused with BUSY and a retry-after',
      refused,
      `${limits.readSlots} run, ${limits.queuedCalls} wait`,
    ),
  ];
}

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
  return hostRatio(
    '50 identical reads at once: PowerShell CPU / one',
    spent,
    ['fifty', 'one'],
    'CPU of ten each',
  );
}

/** What the read host holds after 5,000 and after 10,000 calls, and at most while 16 MB go through it. */
export async function memory(say) {
  const bench = await startPool();
  const samples = { early: [], late: [] };
  for (let n = 1; n <= 10_000; n += 1) {
    await bench.call('Get-Echo', { Value: 'x' });
    if (n % 100 !== 0) continue;
    if (n > 4000 && n <= 5000) samples.early.push(pssOf(bench.readHost()));
    if (n > 9000) samples.late.push(pssOf(bench.readHost()));
    if (n % 2500 === 0) say(`${n} calls, ${pssOf(bench.readHost()).toFixed(0)} MB`);
  }
  const early = median(samples.early);
  const late = median(samples.late);
  const before = statusOf(bench.readHost(), 'VmRSS');
  for (let n = 0; n < 3; n += 1) await bench.call('Get-Many', { Count: 256, Size: 65_536 });
  const grown = Math.max(0, statusOf(bench.readHost(), 'VmHWM') - before);
  await bench.stop();
  return [
    hostRow(
      'memory of a host, after 10,000 calls / 5,000',
      [late / early],
      `${early.toFixed(0)} MB -> ${late.toFixed(0)} MB (PSS)`,
    ),
    hostRow('host grows while 16 MB of output go through it', [grown], 'three times 16 MB, peak'),
  ];
}
