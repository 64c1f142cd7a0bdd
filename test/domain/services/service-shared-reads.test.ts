/** What callers of `services` share when PowerShell reads once for them. */
import type { ScriptResult } from '../../../src/domain/ports/script-runner.js';
import { VenueServices } from '../../../src/domain/services/services.js';

const row = {
  Key: 'netpos',
  DisplayName: 'NetPOS',
  Installed: true,
  State: 'Stopped',
  StartMode: 'Automatic',
  DependsOn: [],
  ObservedAt: '2026-03-01T00:00:00.000Z',
};

/** Services whose script calls get `results`, one after another, when `release` is called. */
function servicesOf(results: readonly ScriptResult[]) {
  let orderReads = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const left = [...results];
  const active = async () => {
    orderReads += 1;
    return [];
  };
  const clock = { now: () => new Date(0), upMs: () => 0, sleep: async () => undefined };
  const parts = {
    clock,
    log: { warn: () => undefined, debug: () => undefined },
    scripts: {
      run: async () => {
        const result = left.shift();
        await promise;
        return result;
      },
    },
    eventLog: { page: async () => ({ entries: [] }) },
    registration: { read: async () => ({ licences: [], timeZone: 'UTC' }) },
    state: { operations: { active, list: async () => [] } },
    impediments: () => [],
  };
  const services = new VenueServices(parts as never);
  return { services, release: resolve, orderReads: () => orderReads };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

async function twoReads(results: readonly ScriptResult[]) {
  const { services, release, orderReads } = servicesOf(results);
  const first = services.all();
  await tick();
  await tick();
  const second = services.all();
  await tick();
  await tick();
  release();
  const [one, other] = await Promise.all([first, second]);
  expect(other).toEqual(one);
  return orderReads();
}

const read = (): ScriptResult => ({ output: [row], observedAt: new Date(0) });

test('callers that share a call of PowerShell share one read of the orders', async () => {
  const shared = read();
  expect(await twoReads([shared, shared])).toBe(1);
});

test('callers with a call of PowerShell each read the orders each', async () => {
  expect(await twoReads([read(), read()])).toBe(2);
});
