/** Whose program is at the other end, where a script has to say so. */
import type { ScriptCall } from '../../src/operations/ports/script-runner.js';
import { ConnectionOwners } from '../../src/operations/world/connection-owners.js';
import { sqliteEngine } from '../sql/engines.js';
import { MINUTE, SignInBench, told } from './sign-in-bench.js';

const peer = (port: number, address = '127.0.0.1') => ({ address, port });

describe('the owners of connections', () => {
  let calls: ScriptCall[];
  let answer: (call: ScriptCall) => Promise<unknown[]>;
  let owners: ConnectionOwners;
  beforeEach(() => {
    calls = [];
    answer = async () => [{ Address: '127.0.0.1', Port: 5001, Account: 'POS1\\ada' }];
    owners = new ConnectionOwners({
      async run(call) {
        calls.push(call);
        return { output: await answer(call), observedAt: new Date() };
      },
    });
  });

  it('are told by address and port', async () => {
    expect(await owners.userOf(peer(5001))).toBe('POS1\\ada');
    expect(await owners.userOf(peer(5001, '::ffff:127.0.0.1'))).toBe('POS1\\ada');
    expect(await owners.userOf(peer(5001, '127.0.0.2'))).toBeUndefined();
    expect(calls[0]?.parameters).toEqual({ Port: [5001] });
  });

  it('are looked up together by whoever asks while a look runs, however many', async () => {
    const gate = Promise.withResolvers<unknown[]>();
    answer = () => gate.promise;
    const first = owners.userOf(peer(1));
    await Promise.resolve();
    const rest = Array.from({ length: 500 }, (_, i) => owners.userOf(peer(5000 + i)));
    gate.resolve([{ Address: '127.0.0.1', Port: 5001, Account: 'POS1\\ada' }]);
    expect(await first).toBeUndefined();
    expect((await Promise.all(rest))[1]).toBe('POS1\\ada');
    expect(calls).toHaveLength(2);
  });

  it('are nobody where PowerShell fails or answers something else, and are asked about again', async () => {
    answer = async () => Promise.reject(new Error('HOST_DIED'));
    expect(await owners.userOf(peer(5001))).toBeUndefined();
    answer = async () => [{ Port: 'x' }];
    expect(await owners.userOf(peer(5001))).toBeUndefined();
    answer = async () => [{ Address: '127.0.0.1', Port: 5001, Account: 'POS1\\ada' }];
    expect(await owners.userOf(peer(5001))).toBe('POS1\\ada');
  });
});

describe('a sign-in where that is slow', () => {
  const engine = sqliteEngine();
  let bench: SignInBench;
  beforeEach(async () => {
    bench = await SignInBench.prepare(engine, 6);
    bench.isSlow = true;
    bench.restart();
  });
  afterEach(() => engine.cleanUp());

  it('asks for the account only for a quarter of an hour after a wrong PIN', async () => {
    expect(await told(bench.enter('1', '2468'))).toBe('in');
    expect(bench.looked).toBe(0);
    expect(await told(bench.enter('1', '0000'))).toMatch(/^SIGN_IN_FAILED/);
    expect(bench.looked).toBe(0);
    expect(await told(bench.enter('2', '2468'))).toBe('in');
    expect(bench.looked).toBe(1);
    await bench.clock.pass(15 * MINUTE);
    expect(await told(bench.enter('1', '2468'))).toBe('in');
    expect(bench.looked).toBe(1);
  });

  it('lets clerks in by their own account while another guesses', async () => {
    bench.account = 'POS1\\mallory';
    for (let i = 0; i < 25; i += 1) await told(bench.enter('1', '0000'));
    expect(await told(bench.enter('1', '2468'))).toMatch(/^(SIGN_IN_LOCKED|TOO_MANY_REQUESTS)/);
    bench.account = 'POS1\\ada';
    const peer = { address: '127.0.0.1', port: 7777 };
    const entered = bench.signIn.signIn({ clerkId: '1', pin: '2468', peer, correlationId: 'c' });
    expect(await told(entered)).toBe('in');
  });
});
