/** Whose program is at the other end, where a script has to say so. */
import type { Socket } from 'node:net';
import { jest } from '@jest/globals';
import { callers } from '../../../src/cli/doctor/records.js';
import type { KeyValueStore } from '../../../src/domain/ports/key-value-store.js';
import type { ScriptCall, ScriptRunner } from '../../../src/domain/ports/script-runner.js';
import { ConnectionOwners } from '../../../src/domain/sign-in/connection-owners.js';
import { sharedIdOf } from '../../../src/domain/sign-in/limits.js';
import type { Memory } from '../../../src/domain/types/operation.js';
import { peerOf } from '../../../src/server/caller.js';
import { quietLog } from '../../storage/engines.js';
import { StillClock } from '../still-clock.js';
import { browser, eachSignIn, MINUTE, outcomeOf } from './sign-in-bench.js';

const peer = (port: number, address = '127.0.0.1') => ({ address, port });

describe('the owners of connections', () => {
  let calls: ScriptCall[];
  let answer: (call: ScriptCall) => Promise<unknown[]>;
  let owners: ConnectionOwners;
  let warned: string[];
  let noted: Map<string, { value: Memory; at: Date }>;
  let doctor: () => ReturnType<typeof callers>;
  beforeEach(() => {
    calls = [];
    warned = [];
    answer = async () => [{ Address: '127.0.0.1', Port: 5001, Account: 'POS1\\ada' }];
    const run: ScriptRunner['run'] = async (call) => {
      calls.push(call);
      return { output: await answer(call), observedAt: new Date() };
    };
    const warn = (_: object, message: string) => warned.push(message);
    noted = new Map();
    const keyValues: KeyValueStore = {
      get: async (name) => noted.get(name),
      set: async (name, value, at) => void noted.set(name, { value, at }),
    };
    const clock = new StillClock(new Date('2031-05-06T02:00:00.000Z'));
    owners = new ConnectionOwners({ scripts: { run }, keyValues, clock, log: { ...quietLog, warn } });
    doctor = () => callers({ keyValues });
  });
  afterEach(() => jest.useRealTimers());

  it('are reported by address and port', async () => {
    expect(await owners.userOf(peer(5001))).toBe('POS1\\ada');
    expect(await owners.userOf(peer(5001, '::ffff:127.0.0.1'))).toBe('POS1\\ada');
    expect(await owners.userOf(peer(5001, '127.0.0.2'))).toBeUndefined();
    expect(calls[0]?.parameters).toEqual({ Port: [5001] });
  });

  it('are read once for each connection, as long as it lives', async () => {
    const socket = { remoteAddress: '127.0.0.1', remotePort: 5001 } as Socket;
    expect([await owners.userOf(peerOf(socket)), await owners.userOf(peerOf(socket))]).toEqual([
      'POS1\\ada',
      'POS1\\ada',
    ]);
    expect(calls).toHaveLength(1);
    const unread = peerOf({ remoteAddress: '127.0.0.1', remotePort: 5002 } as Socket);
    await owners.userOf(unread);
    await owners.userOf(unread);
    expect(calls).toHaveLength(3);
    answer = async () => [{ Address: '127.0.0.1', Port: 5001, Account: 'POS1\\mallory' }];
    expect(await owners.userOf(peerOf({ ...socket } as Socket))).toBe('POS1\\mallory');
  });

  it('are read together by the caller while a look runs, however many', async () => {
    const gate = Promise.withResolvers<unknown[]>();
    answer = () => gate.promise;
    const first = owners.userOf(peer(1));
    await Promise.resolve();
    const rest = Array.from({ length: 3000 }, (_, i) => owners.userOf(peer(2002 + i)));
    gate.resolve([{ Address: '127.0.0.1', Port: 5001, Account: 'POS1\\ada' }]);
    expect(await first).toBeUndefined();
    expect((await Promise.all(rest))[2999]).toBe('POS1\\ada');
    expect(calls.map(({ parameters }) => parameters?.Port)).toEqual([[1], rest.map((_, i) => 2002 + i)]);
  });

  it('are waited for 5 s, while the look continues alone and its host lives', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
    const gate = Promise.withResolvers<unknown[]>();
    answer = () => gate.promise;
    const asked = [owners.userOf(peer(5001)), owners.userOf(peer(5001))];
    await jest.advanceTimersByTimeAsync(5000);
    expect(await Promise.all(asked)).toEqual([undefined, undefined]);
    const later = owners.userOf(peer(5001));
    await jest.advanceTimersByTimeAsync(1000);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.deadlineMs).toBe(60_000);
    gate.resolve([{ Address: '127.0.0.1', Port: 5001, Account: 'POS1\\ada' }]);
    expect(await later).toBe('POS1\\ada');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('are known although the account of another cannot be read', async () => {
    const mallory = { Address: '127.0.0.1', Port: 5002, Account: null };
    answer = async () => [mallory, { Address: '127.0.0.1', Port: 5001, Account: 'POS1\\ada' }];
    const asked = [owners.userOf(peer(5001)), owners.userOf(peer(5002))];
    expect(await Promise.all(asked)).toEqual(['POS1\\ada', undefined]);
    answer = async () => [];
    expect(await owners.userOf(peer(5003))).toBeUndefined();
    expect(warned).toEqual([]);
  });

  it.each([
    ['none can be read', async () => [{ Address: '127.0.0.1', Port: 5001, Account: null }]],
    ['the look fails', () => Promise.reject(new Error('HOST_DIED'))],
  ])('are missed in the log once a server run where %s', async (_, look) => {
    answer = look;
    await owners.userOf(peer(5001));
    await owners.userOf(peer(5001));
    expect(warned).toEqual([
      "The accounts of callers can't be read; wrong PINs count for all accounts together",
    ]);
    const since = expect.stringMatching(/^the server can't read them, as of 2031-05-0\d \S+ \S+: /);
    const remedy = expect.stringMatching(/LocalSystem.*install without --account/);
    expect(await doctor()).toEqual([
      { part: 'accounts of callers', ok: true, warning: true, detail: since, remedy },
    ]);
  });

  it('are a row of doctor once a look had to read them, and well where one could be read', async () => {
    expect(await doctor()).toEqual([]);
    await owners.userOf(peer(5001));
    answer = async () => [{ Address: '127.0.0.1', Port: 5001, Account: null }];
    await owners.userOf(peer(5001));
    expect(warned).toEqual([]);
    expect(await doctor()).toMatchObject([
      { ok: true, detail: expect.stringMatching(/^the server can read/) },
    ]);
    expect((await doctor())[0]?.warning).toBeUndefined();
  });

  it('are no one where PowerShell fails or answers something else, and are asked about again', async () => {
    answer = async () => Promise.reject(new Error('HOST_DIED'));
    expect(await owners.userOf(peer(5001))).toBeUndefined();
    answer = async () => [{ Port: 'x' }];
    expect(await owners.userOf(peer(5001))).toBeUndefined();
    answer = async () => [{ Address: '127.0.0.1', Port: 5001, Account: 'POS1\\ada' }];
    expect(await owners.userOf(peer(5001))).toBe('POS1\\ada');
  });
});

describe('a sign-in where that is slow', () => {
  const bench = eachSignIn(6);
  beforeEach(() => {
    bench.isSlow = true;
    bench.restart();
  });

  it('asks for the account only for a quarter of an hour after a wrong PIN for such an ID', async () => {
    expect(await outcomeOf(bench.enter('1', '2468'))).toBe('in');
    expect(bench.lookups).toBe(0);
    expect(await outcomeOf(bench.enter('1', '0000'))).toMatch(/^SIGN_IN_FAILED/);
    expect(bench.lookups).toBe(0);
    // What is guessed of one clerk makes no other wait for PowerShell.
    expect(await outcomeOf(bench.enter('2', '2468'))).toBe('in');
    expect(bench.lookups).toBe(0);
    expect(await outcomeOf(bench.enter('1', '2468'))).toBe('in');
    expect(bench.lookups).toBe(1);
    await bench.clock.pass(15 * MINUTE);
    expect(await outcomeOf(bench.enter('1', '2468'))).toBe('in');
    expect(bench.lookups).toBe(1);
  });

  it('records an account that a look did not find, and none where nothing checked', async () => {
    bench.account = undefined;
    await outcomeOf(bench.enter('1', '0000'));
    const sharing = Array.from({ length: 5000 }, (_, i) => `${100 + i}`).find(
      (id) => sharedIdOf(id) === sharedIdOf('1'),
    );
    await outcomeOf(bench.enter(sharing ?? '', '0000'));
    const users = bench.recorded.map(({ detail }) => detail?.['user']);
    expect(users).toEqual([undefined, 'unknown']);
  });

  it('lets clerks in by their own account while another guesses', async () => {
    bench.account = 'POS1\\mallory';
    for (let i = 0; i < 25; i += 1) await outcomeOf(bench.enter('1', '0000'));
    expect(await outcomeOf(bench.enter('1', '2468'))).toMatch(/^(SIGN_IN_LOCKED|TOO_MANY_REQUESTS)/);
    bench.account = 'POS1\\ada';
    expect(await outcomeOf(bench.enter('1', '2468', browser(7777)))).toBe('in');
  });
});
