/** Anyone who isn't signed in grows nothing without bound: neither counters of failed tries nor rows of the audit. */
import { eachSignIn, outcomeOf } from './sign-in-bench.js';

describe('an ID that no one has', () => {
  const bench = eachSignIn();

  it('leaves a bounded number of counters and one row of the audit, however many are tried', async () => {
    const counted = new Set<string>();
    const { transaction } = bench.state;
    bench.restart({
      ...bench.state,
      transaction: (work) =>
        transaction((stores) => {
          const setAttempts: typeof stores.pins.setAttempts = (counter, id, attempts) => {
            counted.add(`${counter} ${id}`);
            return stores.pins.setAttempts(counter, id, attempts);
          };
          return work({ ...stores, pins: { ...stores.pins, setAttempts } });
        }),
    });
    for (let n = 0; n < 1200; n += 1) {
      const peer = { address: `127.0.${n >> 8}.${n & 255}`, port: 1024 + n };
      expect(await outcomeOf(bench.enter(`unknown ${n}`, '0000', peer))).toMatch(/^SIGN_IN_|^TOO_MANY/);
    }
    expect(counted.size).toBeGreaterThan(0);
    expect(counted.size).toBeLessThanOrEqual(256);
    expect((await bench.state.audit.head()).sequence).toBeLessThanOrEqual(3);
    await bench.clock.pass(5 * 60_000);
    expect((await bench.state.audit.head()).sequence).toBeLessThanOrEqual(6);
  });
});
