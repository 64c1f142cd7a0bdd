/** What SpareHosts does with a spare host that ends as soon as it is ready: here hosts are stand-ins. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ScriptHost } from '../../src/powershell/host/host.js';
import { SpareHosts } from '../../src/powershell/pool/spare-host.js';
import { quietLog } from '../storage/engines.js';

function endedHost(): ScriptHost {
  const gone = Promise.resolve();
  return {
    pid: 2,
    startedAt: performance.now(),
    gone,
    ended: gone,
    stop: () => gone,
  } as unknown as ScriptHost;
}

function livingHost(): ScriptHost {
  const end = Promise.withResolvers<void>();
  const stop = async () => end.resolve();
  const host = { pid: 2, startedAt: performance.now(), gone: end.promise, ended: end.promise, stop };
  return host as unknown as ScriptHost;
}

it('pauses longer after each spare host that ends at once', async () => {
  let starts = 0;
  const spareHosts = new SpareHosts({
    start: async () => {
      starts += 1;
      return endedHost();
    },
    spareStartAfterMs: 0,
    log: quietLog,
  });
  spareHosts.open();
  spareHosts.keepSpare();
  // 200 ms, then a second.
  await sleep(1000);
  await spareHosts.close();
  expect(starts).toBe(2);
});

it('hands the spare host over before it starts the next one', async () => {
  let starts = 0;
  const spareHosts = new SpareHosts({
    start: async () => {
      starts += 1;
      return livingHost();
    },
    spareStartAfterMs: 0,
    log: quietLog,
  });
  spareHosts.open();
  spareHosts.keepSpare();
  while (spareHosts.spare === undefined) await sleep(1);
  const taken = await spareHosts.take();
  expect([taken?.pid, starts]).toEqual([2, 1]);
  while (spareHosts.spare === undefined) await sleep(1);
  expect(starts).toBe(2);
  await taken?.stop();
  await spareHosts.close();
});
