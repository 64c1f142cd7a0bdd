import { TrustedClock } from '../../../src/domain/clock/trusted-clock.js';
import { inTrustedTime } from '../../../src/domain/clock/trusted-scripts.js';
import { StillClock } from '../still-clock.js';

const START = new Date('2031-05-05T12:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** `offset`: how far the witness is ahead of the true time; undefined: it does not answer. */
function begin(...offsets: (number | undefined)[]) {
  const machine = new StillClock(START);
  const witnesses = offsets.map((offset) => async () => {
    if (offset === undefined) throw new Error('away');
    return new Date(START.getTime() + machine.upMs() + offset);
  });
  const clock = new TrustedClock(machine, witnesses);
  const now = () => (clock.now().getTime() - START.getTime() - machine.upMs()) / MINUTE;
  return { machine, clock, now };
}

describe('the trusted clock', () => {
  it.each([-MINUTE, MINUTE])('follows a clock that is moved by %i ms', (ms) => {
    const { machine, clock, now } = begin();
    machine.move(ms);
    expect([now(), clock.aheadMs()]).toEqual([ms / MINUTE, 0]);
  });

  it.each([-26 * HOUR, -61_000, 61_000, 26 * HOUR])(
    'counts on beside a clock that is moved by %i ms, until it is moved back',
    (ms) => {
      const { machine, clock, now } = begin();
      machine.move(ms);
      machine.pause(HOUR);
      expect([now(), clock.aheadMs()]).toEqual([0, ms]);
      machine.move(-ms);
      expect([now(), clock.aheadMs()]).toEqual([0, 0]);
    },
  );

  it('takes a sleep of the machine for none', () => {
    const { machine, clock, now } = begin();
    machine.pause(8 * HOUR);
    expect([now(), clock.aheadMs()]).toEqual([0, 0]);
  });

  it('is sure from the first witness that agrees, and not beside a moved clock', async () => {
    const { machine, clock } = begin(undefined, 30_000);
    expect([clock.isConfirmed(), clock.isSure()]).toEqual([false, false]);
    await clock.verify();
    expect([clock.isConfirmed(), clock.isSure()]).toEqual([true, true]);
    machine.move(HOUR);
    await clock.verify();
    expect([clock.isConfirmed(), clock.isSure()]).toEqual([true, false]);
  });

  it('is never sure without a witness, before a clerk confirms it', async () => {
    const { clock } = begin(undefined);
    await clock.verify();
    expect(clock.isSure()).toBe(false);
    clock.confirm();
    expect(clock.isSure()).toBe(true);
  });

  it('follows a moved clock again once a witness agrees with it', async () => {
    const { machine, clock, now } = begin(HOUR);
    clock.confirm();
    machine.move(HOUR);
    await clock.verify();
    expect([now(), clock.aheadMs(), clock.isSure()]).toEqual([60, 0, true]);
  });

  it('takes the time of a witness after a start, but not once it is confirmed', async () => {
    const { machine, clock, now } = begin(0);
    machine.move(HOUR);
    const wrong = new TrustedClock(machine, [async () => new Date(START.getTime() + machine.upMs())]);
    await wrong.verify();
    expect(wrong.aheadMs()).toBe(HOUR);
    await wrong.verify();
    expect([wrong.isConfirmed(), wrong.isSure()]).toEqual([true, false]);
    const other = begin(5 * HOUR);
    other.clock.confirm();
    other.machine.move(HOUR);
    await other.clock.verify();
    expect([other.now(), other.clock.aheadMs(), now()]).toEqual([0, HOUR, 0]);
    expect(clock.aheadMs()).toBe(HOUR);
  });

  it.each([
    ['the machine is set right, and the witness answers', 8, 8, 8, true],
    ['the machine is set right, and the witness is away', 8, undefined, 0, false],
    ['the machine stood still, too, and the witness answers', 0, 8, 8, true],
  ])('after a pause, where %s', async (_, machineHours, witnessHours, hours, isConfirmed) => {
    const machine = new StillClock(START);
    let paused: number | undefined = 0;
    const clock = new TrustedClock(machine, [
      async () => (paused === undefined ? undefined : new Date(START.getTime() + paused * HOUR)),
    ]);
    expect(await clock.confirmed()).toBe(true);
    machine.move(machineHours * HOUR);
    paused = witnessHours;
    expect(await clock.confirmed()).toBe(isConfirmed);
    expect(clock.now().getTime() - START.getTime()).toBe(hours * HOUR);
  });

  it('hears the first witness that answers, and lets the first of all alone move a confirmed time', async () => {
    const machine = new StillClock(START);
    const said: [number | undefined, number] = [0, 0];
    const clock = new TrustedClock(
      machine,
      [0, 1].map((index) => async () => {
        const hours = said[index];
        return hours === undefined ? undefined : new Date(START.getTime() + hours * HOUR);
      }),
    );
    const hour = () => (clock.now().getTime() - START.getTime()) / HOUR;
    expect(await clock.confirmed()).toBe(true);
    // A host that stood still with this machine agrees with it.
    said[0] = 9;
    expect([await clock.confirmed(), hour()]).toEqual([true, 9]);
    said[0] = undefined;
    said[1] = 23;
    expect([await clock.confirmed(), hour()]).toEqual([false, 9]);
    // Clocks that stood still are never ahead.
    said[0] = 4;
    expect([await clock.confirmed(), hour()]).toEqual([true, 9]);
  });

  it('keeps what a clerk confirms while witnesses are heard', async () => {
    const machine = new StillClock(START);
    let answer: ((time: Date) => void) | undefined;
    const clock = new TrustedClock(machine, [
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    ]);
    const heard = clock.verify();
    machine.move(2 * HOUR);
    clock.confirm();
    answer?.(new Date(START.getTime() + 5 * HOUR));
    await heard;
    expect([clock.now().getTime() - START.getTime(), clock.isSure()]).toEqual([2 * HOUR, true]);
  });

  it('keeps what a clerk confirmed, against a witness that says what it said before', async () => {
    const { machine, clock, now } = begin(5 * HOUR);
    clock.confirm();
    expect([await clock.confirmed(), now()]).toEqual([true, 0]);
    machine.pause(HOUR);
    expect([await clock.confirmed(), now()]).toEqual([true, 0]);
  });

  it('hears no witness that takes too long', async () => {
    const machine = new StillClock(START);
    const clock = new TrustedClock(machine, [() => new Promise(() => undefined)]);
    const heard = clock.verify();
    await machine.pass(30_000);
    await heard;
    expect(clock.isConfirmed()).toBe(false);
  });

  it.each([
    // Reached and ahead at the end of the last server run, where the machine's clock is at the next start,
    // and how far it is ahead then; minutes.
    ['a server that was off for a day', 0, 0, 1440, 0],
    ['a clock that was set back meanwhile', 0, 0, -90, -90],
    ['a clock that is still ahead', 0, 600, 630, 600],
    ['a clock that is still behind', 0, -600, -570, -600],
    ['a clock that was ahead and was set right', 0, 600, 30, 0],
    ['a clock that was behind and was set right', 0, -600, 30, 0],
  ])('continues after %s', (_, reached, ahead, machineAt, expected) => {
    const clock = new TrustedClock(new StillClock(new Date(START.getTime() + machineAt * MINUTE)));
    clock.resume({ reachedMs: START.getTime() + reached * MINUTE, aheadMs: ahead * MINUTE });
    expect(clock.aheadMs() / MINUTE).toBe(expected);
  });
});

describe('scripts beside a moved clock', () => {
  it('get times of that clock, and those at which they read are translated', async () => {
    const { machine, clock } = begin();
    const asked: unknown[] = [];
    const scripts = inTrustedTime(
      {
        describe: ({ script }) => script,
        async run({ parameters }) {
          asked.push(parameters);
          const row = { ObservedAt: machine.now().toISOString(), At: START.toISOString() };
          return { output: [row, 7], observedAt: machine.now() };
        },
      },
      clock,
    );
    const at = START.toISOString();
    const run = () =>
      scripts.run({ script: 'x', parameters: { Since: at, Until: at, First: 1 }, deadlineMs: 1 });
    await run();
    machine.move(HOUR);
    const read = await run();
    machine.move(-2 * HOUR);
    await run();
    const later = new Date(START.getTime() + HOUR).toISOString();
    const earlier = new Date(START.getTime() - HOUR).toISOString();
    expect(asked).toEqual([
      { Since: at, Until: at, First: 1 },
      { Since: at, Until: later, First: 1 },
      { Since: earlier, Until: at, First: 1 },
    ]);
    expect(read).toEqual({ output: [{ ObservedAt: at, At: at }, 7], observedAt: START });
  });
});
