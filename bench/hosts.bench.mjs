/** What the warm PowerShell hosts cost against what someone would use instead. Peers get the same pwsh and the same scripts. */
import { powerShellDll } from '../bin/runtime.mjs';
import { GOALS } from './goals.mjs';
import { cancels, takeover } from './hosts/faults.mjs';
import { growth, identicalReads } from './hosts/load.mjs';
import { InvokePeer, spawnPeer } from './hosts/peers.mjs';
import { findPinned, pause, startPool } from './hosts/pools.mjs';
import { interleave, medianOf, mediansOf, ratioRow, timed } from './measure.mjs';

export const bench = {
  title: 'Warm PowerShell hosts against their peers, interleaved',
  rounds: 11,
  async run({ rounds, say }) {
    const found = await findPinned();
    const main = await startPool();
    const invoke = new InvokePeer(found);
    // Who spawns a pwsh per call has it as NuGet brings it; the images are ours.
    const asItComes = {
      ...found,
      leadingArguments: found.source === 'project' ? [powerShellDll()] : found.leadingArguments,
    };
    const samples = samplesOf(main, invoke, { spawnOnce: spawnPeer(asItComes), bare: spawnPeer(found) });
    await warmUp(samples, say);
    const taken = await interleave(samples, rounds, say);
    invoke.stop();
    say('many at once, cancels');
    const rows = [
      ...callRows(taken),
      await identicalReads(main, rounds),
      await cancels(main, rounds),
      await takeover(rounds, say),
      await growth(),
    ];
    await main.stop();
    const notes = invoke.hangs > 0 ? [`node-powershell: ${invoke.hangs} of ${invoke.calls} calls hung.`] : [];
    return { rows, notes, versions: { powershell: found.version } };
  },
};

function samplesOf({ call }, invoke, { spawnOnce, bare }) {
  const echo = () => call('Get-Echo', { Value: 'x' });
  const many = (Count) => () => timed(() => call('Get-Many', { Count, Size: 65_536 }));
  return {
    spawn: () => timed(spawnOnce),
    bare: () => timed(bare),
    calls: () => mediansOf(40, { trivial: () => timed(echo), invoke: () => invoke.call() }),
    bytes: () => mediansOf(4, { oneMegabyte: many(16), sixteenMegabytes: many(256) }),
    start: startAndFirstCall,
    waiting: () => besideLong(call, echo),
  };
}

/** By count, ours and the peers alike, until .NET has compiled what runs often for the last time. */
async function warmUp({ calls, bytes }, say) {
  for (let n = 0; n < 50; n += 1) await calls();
  await bytes();
  say('warm: 2,000 calls each');
}

/** A pool of its own: until its host is ready, and its first call, made once the host has been idle. */
async function startAndFirstCall() {
  const startedAt = performance.now();
  const bench = await startPool();
  const ready = performance.now() - startedAt;
  await pause(1500);
  const first = await timed(() => bench.call('Get-Echo', { Value: 'x' }));
  await bench.stop();
  return { ready, first };
}

/** A read when nothing else runs, just before and just after; and while two long operations run, which poll and report. */
async function besideLong(call, read) {
  const before = await medianOf(20, read);
  const stop = new AbortController();
  let begun = 0;
  const count = () => {
    begun += 1;
  };
  const long = [0, 1].map((n) =>
    call('Invoke-Pause', { Mark: String(n) }, { signal: stop.signal, onEvent: count }).catch(() => undefined),
  );
  while (begun < 2) await new Promise((done) => setTimeout(done, 10));
  const busy = await medianOf(20, read);
  stop.abort();
  await Promise.all(long);
  return { idle: (before + (await medianOf(20, read))) / 2, busy };
}

function callRows(taken) {
  const row = (name, above, below) => ratioRow(name, taken, [above, below], GOALS.hosts[name]);
  return [
    row('trivial call / node-powershell invoke', 'trivial', 'invoke'),
    row('trivial call / spawn per call', 'trivial', 'spawn'),
    row('16 MB / 1 MB of output', 'sixteenMegabytes', 'oneMegabyte'),
    row('host ready / bare pwsh', 'ready', 'bare'),
    row('first call of an idle host / spawn', 'first', 'spawn'),
    row('read while 2 long calls run / idle', 'busy', 'idle'),
  ];
}
