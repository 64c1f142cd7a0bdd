/** Rows about what goes wrong: a host that dies, a server that is killed, a script that is cancelled, a child that reads stdin. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { interleave, timed } from '../measure.mjs';
import { isAlive, processesWith } from '../processes.mjs';
import { pause, startPool, until } from './pools.mjs';
import { hostRatio, hostRow } from './rows.mjs';

/** From the kill of a lane's host to the lane having the next one: a warm standby, against a cold start. */
export async function takeover(rounds, say) {
  const warm = await startPool({ standbyAfterMs: 0 });
  const cold = await startPool();
  const replace = async (bench) => {
    // A host that never finished a call would be taken for one that can't live, and its successor delayed.
    await bench.call('Get-Echo', { Value: 'x' });
    const old = bench.readHost();
    const startedAt = performance.now();
    process.kill(old, 'SIGKILL');
    while (bench.readHost() === old || bench.readHost() === undefined) await new Promise(setImmediate);
    return performance.now() - startedAt;
  };
  const samples = {
    warm: async () => {
      await until(() => warm.pool.status().standby !== undefined, 20_000, 'A standby');
      // What a host does after it is ready (more runspaces, second compilation) is part of its start, not of a takeover.
      await pause(1000);
      return replace(warm);
    },
    cold: () => replace(cold),
  };
  const taken = await interleave(samples, rounds, say);
  await Promise.all([warm.stop(), cold.stop()]);
  return hostRatio('standby takeover / cold replace', taken, ['warm', 'cold'], 'from the kill on');
}

/** From the abort of a sleeping operation until its script has stopped: a shared read would let its caller go at once. */
export async function cancels({ call }, rounds) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const stop = new AbortController();
    const answer = call('Invoke-Pause', { Mark: String(round) }, { signal: stop.signal });
    answer.catch(() => undefined);
    await pause(300);
    times.push(
      await timed(async () => {
        stop.abort();
        const failure = await answer.then(
          () => 'none',
          (error) => error.failure,
        );
        if (failure !== 'CANCELLED') throw new Error(`A cancelled call ended as ${failure}.`);
      }),
    );
  }
  return hostRow('cancel of cooperative work', times);
}

/** While a native child of a script reads stdin, other calls of the same host: how many frames are missing. */
export async function lostFrames({ call }, calls) {
  const stop = new AbortController();
  const reader = call('Get-Stdin', {}, { signal: stop.signal }).catch(() => undefined);
  await pause(300);
  let answered = 0;
  for (let n = 0; n < calls; n += 1) {
    const [value] = await call('Get-Echo', { Value: `frame ${n}` }, { deadlineMs: 5000 }).catch(() => []);
    if (value === `frame ${n}`) answered += 1;
  }
  stop.abort();
  await reader;
  return hostRow('frames lost to a stdin-reading child', [calls - answered], `of ${calls}`);
}

/** kill -9 of the server in the middle of a native child: until hosts and child are gone, and how many never were. */
export async function parentKills(runs, say) {
  const times = [];
  let orphans = 0;
  for (let run = 0; run < runs; run += 1) {
    const mark = `98${process.pid}.${run}`;
    const parent = spawn(process.execPath, [join(import.meta.dirname, 'parent.mjs'), mark], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(parent.stdout, 'data');
    const hosts = JSON.parse(String(line));
    await until(() => processesWith(`sleep ${mark}`).length > 0, 5000, 'The native child');
    const left = [...hosts, ...processesWith(`sleep ${mark}`)];
    const startedAt = performance.now();
    parent.kill('SIGKILL');
    while (left.some(isAlive) && performance.now() - startedAt < 5000) await pause(5);
    times.push((performance.now() - startedAt) / 1000);
    for (const pid of left.filter(isAlive)) {
      orphans += 1;
      process.kill(pid, 'SIGKILL');
    }
  }
  say(`${runs} servers killed`);
  return [
    hostRow('host and native children gone after kill -9 of the parent', times),
    hostRow('orphans after it', [orphans], `in ${runs} runs; 100 and more: npm run prove -- hosts`),
  ];
}
