/**
 * What the warm PowerShell hosts cost against what somebody would use instead, and how they behave under load and faults: every
 * row of the goals, medians of ratios that are made inside a round. Peers get the same pwsh and the same scripts.
 */
import { powerShellDll } from '../bin/runtime.mjs';
import { cancels, lostFrames, parentKills, takeover } from './hosts/faults.mjs';
import { differentReads, identicalReads, memory } from './hosts/load.mjs';
import { InvokePeer, spawnPeer } from './hosts/peers.mjs';
import { findPinned, startPool } from './hosts/pools.mjs';
import { allJudged, hostRatio, hostRow } from './hosts/rows.mjs';
import { interleave, medianOf, mediansOf, timed } from './measure.mjs';

export const bench = {
  title: 'Warm PowerShell hosts against their peers, interleaved',
  rounds: 11,
  async run({ rounds, say }) {
    const found = await findPinned();
    const main = await startPool();
    const invoke = new InvokePeer(found);
    const asItComes = {
      ...found,
      leadingArguments: found.source === 'project' ? [powerShellDll()] : found.leadingArguments,
    };
    const samples = samplesOf(main, invoke, {
      asItComes: spawnPeer(asItComes),
      withImages: spawnPeer(found),
    });
    await warmUp(samples, say);
    const taken = await interleave(samples, rounds, say);
    invoke.stop();
    say('many at once, cancels');
    const few = Math.max(3, Math.round(rounds / 3));
    const loads = [...(await differentReads(main, few)), await identicalReads(main, rounds)];
    const stops = [await cancels(main, rounds), await lostFrames(main, 20)];
    await main.stop();
    say('hosts and servers that are killed');
    const kills = [await takeover(rounds, say), ...(await parentKills(10, say))];
    say('memory');
    const held = await memory(say);
    const rows = [...callRows(taken), ...loads, ...stops, ...kills, ...held];
    rows.push(
      hostRow(
        'node-powershell calls that never answered',
        [invoke.hangs],
        `of ${invoke.calls}, ${InvokePeer.patienceMs / 1000} s each`,
      ),
    );
    return { rows: allJudged(rows), versions: { powershell: found.version } };
  },
};

function samplesOf({ call }, invoke, spawnOnce) {
  const echo = () => call('Get-Echo', { Value: 'x' });
  const many = (Count, Size) => () => timed(() => call('Get-Many', { Count, Size }));
  return {
    // Who spawns a pwsh per call has it as NuGet brings it; the images are ours.
    spawn: () => timed(spawnOnce.asItComes),
    spawnImages: () => timed(spawnOnce.withImages),
    calls: () => mediansOf(40, { trivial: () => timed(echo), invoke: () => invoke.call() }),
    objects: () =>
      mediansOf(6, {
        raw: () => timed(() => rawObjects(call, 1000)),
        thousand: () => timed(() => objects(call, 1000)),
        tenThousand: () => timed(() => objects(call, 10_000)),
      }),
    bytes: () => mediansOf(4, { oneMegabyte: many(16, 65_536), sixteenMegabytes: many(256, 65_536) }),
    fresh: () => medianOf(5, () => call('Invoke-End', { Mode: 'fine' })),
    first: firstCall,
    waiting: async () => {
      const [idle, busy] = await beside(call, 'Invoke-Pause', echo);
      return { idle, besideWaiting: busy };
    },
    working: async () => {
      const [idle, busy] = await beside(call, 'Invoke-Work', echo);
      return { idleToo: idle, besideWorking: busy };
    },
  };
}

/** By count, ours and the peers alike, until .NET has compiled what runs often for the last time: bench/hosts/settle.mjs shows when. */
async function warmUp({ calls, objects: many, bytes }, say) {
  for (let n = 0; n < 50; n += 1) await calls();
  for (let n = 0; n < 3; n += 1) await many();
  await bytes();
  say('warm: 2,000 calls each, 18 of 1,000 objects');
}

async function objects(call, count) {
  const output = await call('Get-Many', { Count: count });
  if (output.length !== count || output[count - 1].Index !== count - 1)
    throw new Error('Objects are missing.');
}

/** The floor of it: the same script's objects through one ConvertTo-Json, written to the same pipe unseen. */
async function rawObjects(call, count) {
  const [output] = await call('Get-ManyRaw', { Count: count });
  if (output.length !== count || output[count - 1].Index !== count - 1)
    throw new Error('Raw objects are missing.');
}

/** A pool of its own: from ready to the answer of its first call. */
async function firstCall() {
  const bench = await startPool();
  const time = await timed(() => bench.call('Get-Echo', { Value: 'x' }));
  await bench.stop();
  return time;
}

/** A read when nothing else runs, just before and just after; and while two long operations run. */
async function beside(call, script, read) {
  const before = await medianOf(20, read);
  const stop = new AbortController();
  let begun = 0;
  const count = () => {
    begun += 1;
  };
  const long = [0, 1].map((n) =>
    call(script, { Mark: String(n) }, { signal: stop.signal, onEvent: count }).catch(() => undefined),
  );
  while (begun < 2) await new Promise((done) => setTimeout(done, 10));
  const busy = await medianOf(20, read);
  stop.abort();
  await Promise.all(long);
  return [(before + (await medianOf(20, read))) / 2, busy];
}

function callRows(taken) {
  const ratio = (name, above, below, note) => hostRatio(name, taken, [above, below], note);
  return [
    ratio('trivial call / spawn per call', 'trivial', 'spawn'),
    ratio('the same, with our images', 'trivial', 'spawnImages'),
    ratio('trivial call / node-powershell invoke', 'trivial', 'invoke'),
    ratio('operation in a fresh runspace / spawn per call', 'fresh', 'spawn'),
    ratio('1,000 objects / raw ConvertTo-Json in the same host', 'thousand', 'raw'),
    ratio('10,000 / 1,000 objects', 'tenThousand', 'thousand'),
    ratio('16 MB / 1 MB of output', 'sixteenMegabytes', 'oneMegabyte'),
    ratio('first call after ready / spawn', 'first', 'spawn'),
    ratio('read while 2 long calls run / idle', 'besideWaiting', 'idle', 'they poll and report'),
    ratio('read while 2 calls use all of both cores / idle', 'besideWorking', 'idleToo'),
  ];
}
