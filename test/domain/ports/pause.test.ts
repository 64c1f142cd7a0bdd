/** The pause of a background loop: by its due time, unless something wakes it. */
import { every, Pause } from '../../../src/domain/ports/pause.js';
import { StillClock } from '../still-clock.js';

describe('a pause', () => {
  let clock: StillClock;
  let pause: Pause;
  let stopped: AbortController;
  let turns: number;

  beforeEach(() => {
    clock = new StillClock(new Date('2031-05-05T17:10:00.000Z'));
    pause = new Pause(clock);
    [stopped, turns] = [new AbortController(), 0];
  });
  afterEach(async () => {
    stopped.abort();
    await clock.pass(1);
  });

  /** A loop whose turns last `workMs`. */
  async function loop(leastMs: number, mostMs: number, workMs = 0): Promise<void> {
    while (!stopped.signal.aborted) {
      turns += 1;
      await clock.sleep(workMs, stopped.signal);
      await pause.take(leastMs, mostMs, stopped.signal);
    }
  }

  it('lasts its longest time when nothing wakes it', async () => {
    void loop(100, 3000);
    await clock.pass(2999);
    expect(turns).toBe(1);
    await clock.pass(1);
    expect(turns).toBe(2);
  });

  it('ends at once when it is ended after its shortest time, and the next one is whole again', async () => {
    void loop(100, 3000);
    await clock.pass(200);
    pause.end();
    await clock.pass(0.1);
    expect(turns).toBe(2);
    await clock.pass(2999);
    expect(turns).toBe(2);
  });

  it('lasts its shortest time, however often it is ended', async () => {
    void loop(1000, 3000);
    for (let time = 0; time < 40; time += 1) {
      pause.end();
      await clock.pass(100);
    }
    expect(turns).toBe(5);
  });

  it('is ended also while the loop is at work, so that nothing is missed', async () => {
    void loop(0, 3000, 500);
    await clock.pass(200);
    pause.end();
    await clock.pass(400);
    expect(turns).toBe(2);
  });

  it('lasts its shortest time where the longest is shorter: something is overdue', async () => {
    void loop(1000, -5000);
    await clock.pass(3500);
    expect(turns).toBe(4);
  });

  it('ends with the loop', async () => {
    const over = loop(1000, 3000);
    pause.end();
    stopped.abort();
    await over;
    expect(turns).toBe(1);
  });
});

describe('a background loop', () => {
  it('retries a turn that failed, with a line in the log, and waits as long as each turn asks', async () => {
    const clock = new StillClock(new Date('2031-05-05T17:10:00.000Z'));
    const stopped = new AbortController();
    const warnings: unknown[] = [];
    const log = { warn: (_: object, line: string) => warnings.push(line) };
    const turns = [() => Promise.reject<number>(new Error('away')), () => Promise.resolve(50)];
    let taken = 0;
    const turn = () => {
      taken += 1;
      return turns[taken - 1]?.() ?? Promise.resolve(1000);
    };
    const loop = { clock, log, failed: 'It failed', afterMs: 10, everyMs: 500 };
    const over = every(loop, stopped.signal, turn);
    const takenAfter = async (ms: number) => {
      await clock.pass(ms);
      return taken;
    };
    const seen = [await takenAfter(9), await takenAfter(1), await takenAfter(499), await takenAfter(1)];
    expect([...seen, await takenAfter(50), await takenAfter(999), await takenAfter(1)]).toEqual([
      0, 1, 1, 2, 3, 3, 4,
    ]);
    expect(warnings).toEqual(['It failed']);
    stopped.abort();
    await over;
  });
});
