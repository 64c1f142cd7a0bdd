/** Very many wrong PINs within a day: counted over restarts, raised once, and a finding of the status. */
import { MANY_WRONG_PINS, noteWrongPin, wrongPinsOfDay } from '../../src/operations/clerks/wrong-pins.js';
import type { KeyValueStore } from '../../src/operations/ports/key-value-store.js';
import { judgeStatus } from '../../src/operations/status/judge-status.js';
import { known } from '../../src/operations/status/status-facts.js';
import { sqliteEngine } from '../sql/engines.js';
import { later, MINUTE, SignInBench, told } from './sign-in-bench.js';
import { wellStatusFacts } from './status-situations.js';

const HOUR = 60 * MINUTE;
const note = async (keyValues: KeyValueStore, times: number, at: Date) => {
  for (let i = 0; i < times; i += 1) await noteWrongPin(keyValues, at);
};

describe('wrong PINs', () => {
  const engine = sqliteEngine();
  let bench: SignInBench;
  beforeEach(async () => {
    bench = await SignInBench.prepare(engine, 6);
  });
  afterEach(() => engine.cleanUp());

  it('are counted for a day, hour by hour', async () => {
    const { keyValues } = bench.state;
    await note(keyValues, 2, later(0));
    await note(keyValues, 3, later(20 * HOUR));
    expect(await wrongPinsOfDay(keyValues, later(23 * HOUR))).toBe(5);
    expect(await wrongPinsOfDay(keyValues, later(24 * HOUR))).toBe(3);
    expect(await wrongPinsOfDay(keyValues, later(44 * HOUR))).toBe(0);
  });

  it('at sign-in, step-up and change count as one, those that were not looked at do not, and the 300th is raised', async () => {
    const { keyValues } = bench.state;
    await note(keyValues, MANY_WRONG_PINS - 3, later(0));
    const viewer = await bench.signIn.viewerOf((await bench.enter('2', '2468')).token);
    if (!viewer) throw new Error('The session is over');
    const caller = { viewer, correlationId: 'c' };
    const pins = { currentPin: '0000', newPin: '830617' };
    await told(bench.signIn.stepUp(caller, '0000'));
    await told(bench.signIn.changePin(caller, pins));
    expect(bench.raised).toEqual([]);
    for (let i = 0; i < 9; i += 1) await told(bench.enter('1', '0000'));
    expect(await wrongPinsOfDay(keyValues, later(0))).toBe(MANY_WRONG_PINS + 4);
    expect(bench.raised).toEqual([expect.stringMatching(/^1202 300 wrong PINs within a day/)]);
    bench.restart();
    await told(bench.enter('3', '0000'));
    expect(bench.raised).toHaveLength(1);
  });

  it('are a finding from 300 on', () => {
    const codesAt = (wrongPins: number) =>
      judgeStatus({ ...wellStatusFacts(), wrongPins: known(wrongPins) }).findings.map(({ code }) => code);
    expect(codesAt(MANY_WRONG_PINS - 1)).not.toContain('WRONG_PINS');
    expect(codesAt(MANY_WRONG_PINS)).toContain('WRONG_PINS');
  });
});
