/** Very many wrong PINs within a day: counted over restarts, raised once, and a finding of the status. */

import { type FactReaders, readFacts } from '../../../src/domain/facts/read-facts.js';
import type { KeyValueStore } from '../../../src/domain/ports/key-value-store.js';
import { MANY_WRONG_PINS, noteWrongPin, wrongPinsOfDay } from '../../../src/domain/sign-in/wrong-pins.js';
import { judgeStatus } from '../../../src/domain/status/judge-status.js';
import { known } from '../../../src/domain/types/fact.js';
import { testKeys } from '../../storage/engines.js';
import { wellStatusFacts } from '../status/status-situations.js';
import { browser, eachSignIn, later, MINUTE, outcomeOf } from './sign-in-bench.js';

const HOUR = 60 * MINUTE;
const note = async (keyValues: KeyValueStore, times: number, at: Date) => {
  for (let i = 0; i < times; i += 1) await noteWrongPin(keyValues, at);
};

describe('wrong PINs', () => {
  const bench = eachSignIn(6);

  it('are counted for a day, hour by hour', async () => {
    const { keyValues } = bench.state;
    await note(keyValues, 2, later(0));
    await note(keyValues, 3, later(20 * HOUR));
    expect(await wrongPinsOfDay(keyValues, later(23 * HOUR))).toBe(5);
    expect(await wrongPinsOfDay(keyValues, later(24 * HOUR))).toBe(3);
    expect(await wrongPinsOfDay(keyValues, later(44 * HOUR))).toBe(0);
  });

  it('at sign-in, step-up and change count as one, those that were not checked do not, and the 300th is raised', async () => {
    const { keyValues } = bench.state;
    await note(keyValues, MANY_WRONG_PINS - 3, later(0));
    const caller = await bench.callerOf((await bench.enter('2', '2468')).token);
    const pins = { currentPin: '0000', newPin: '830617' };
    const said = expect.stringMatching(/^SIGN_IN_FAILED The current PIN is wrong\. Check it/);
    expect(await outcomeOf(bench.signIn.stepUp(caller, '0000'))).toEqual(said);
    expect(await outcomeOf(bench.signIn.changePin(caller, pins))).toEqual(said);
    expect(bench.raised).toEqual([]);
    for (let i = 0; i < 9; i += 1) await outcomeOf(bench.enter('1', '0000'));
    expect(await wrongPinsOfDay(keyValues, later(0))).toBe(MANY_WRONG_PINS + 4);
    expect(bench.raised).toEqual([expect.stringMatching(/^1202 300 wrong PINs were entered in 24 hours/)]);
    bench.restart();
    await outcomeOf(bench.enter('3', '0000'));
    expect(bench.raised).toHaveLength(1);
  });

  it('are counted also where an unauthenticated caller gets another answer', async () => {
    const { keyValues } = bench.state;
    const enter = (clerkId: string) => outcomeOf(bench.enter(clerkId, '0000', browser(1)));
    for (let i = 0; i < 20; i += 1) await enter(`7${i}`);
    const before = await wrongPinsOfDay(keyValues, later(0));
    await bench.clock.pass(MINUTE);
    expect(await enter('3')).toMatch(/^TOO_MANY_REQUESTS/);
    expect(bench.verified.at(-1)).toBe(testKeys.hmac('pin', '2468'));
    expect(await wrongPinsOfDay(keyValues, later(MINUTE))).toBe(before + 1);
  });

  it('are reported again after a day, while they continue', async () => {
    const { keyValues } = bench.state;
    await note(keyValues, MANY_WRONG_PINS - 1, later(0));
    expect(await noteWrongPin(keyValues, later(0))).toBe(MANY_WRONG_PINS);
    await note(keyValues, MANY_WRONG_PINS, later(12 * HOUR));
    expect(await noteWrongPin(keyValues, later(23 * HOUR))).toBeUndefined();
    expect(await noteWrongPin(keyValues, later(24 * HOUR))).toBe(MANY_WRONG_PINS + 2);
  });

  it('of a clock that ran ahead are no finding for longer than a day', async () => {
    const { keyValues } = bench.state;
    await note(keyValues, 3, later(240 * HOUR));
    const away = new Proxy({}, { get: () => () => Promise.reject(new Error('away')) });
    const facts = (hours: number) => {
      const from = {
        ...{ venue: away, scripts: away, services: away, registration: away, cloud: away },
        ...{ maintenance: away, health: away, sagas: new Map() },
        state: { keyValues, operations: away },
        clock: {
          now: () => later((hours - 240) * HOUR),
          aheadMs: () => 0,
          sleep: () => new Promise(() => undefined),
        },
        time: { now: () => later(hours * HOUR) },
      };
      return readFacts(from as unknown as FactReaders, wellStatusFacts());
    };
    expect((await facts(240)).wrongPins).toEqual(known(3));
    expect((await facts(265)).wrongPins).toEqual(known(0));
  });

  it('are a finding from 300 on', () => {
    const codesAt = (wrongPins: number) =>
      judgeStatus({ ...wellStatusFacts(), wrongPins: known(wrongPins) }).findings.map(({ code }) => code);
    expect(codesAt(MANY_WRONG_PINS - 1)).not.toContain('WRONG_PINS');
    expect(codesAt(MANY_WRONG_PINS)).toContain('WRONG_PINS');
  });
});
