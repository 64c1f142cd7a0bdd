/** Rows about what goes wrong: a host that dies, a script that is cancelled. */
import { GOALS } from '../goals.mjs';
import { interleave, ratioRow, rowOf, timed } from '../measure.mjs';
import { pause, startPool, until } from './pools.mjs';

/** From the kill of a pool's host to the pool having the next one: a warm spare host, against a cold start. */
export async function takeover(rounds, say) {
  const warm = await startPool({ spareStartAfterMs: 0 });
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
      await until(() => warm.pool.status().spare !== undefined, 20_000, 'A spare host');
      // What a host does after it is ready (more runspaces, second compilation) is part of its start, not of a takeover.
      await pause(1000);
      return replace(warm);
    },
    cold: () => replace(cold),
  };
  const taken = await interleave(samples, rounds, say);
  await Promise.all([warm.stop(), cold.stop()]);
  const name = 'spare host takes over / cold replace';
  return ratioRow(name, taken, ['warm', 'cold'], GOALS.hosts[name], 'from the kill on');
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
  const name = 'cancel of cooperative work';
  return rowOf(name, times, GOALS.hosts[name]);
}
