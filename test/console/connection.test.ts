import { createConnection } from '../../console/data/connection';

/** A connection whose questions are answered from a list, and whose waits are over when the test says so. */
function practice(answers: readonly boolean[]) {
  const left = [...answers];
  const waits: number[] = [];
  let now = 1_000;
  let asked = 0;
  const over: (() => void)[] = [];
  const connection = createConnection({
    ask: async () => {
      asked += 1;
      return left.shift() ?? false;
    },
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return new Promise((done) => over.push(done));
    },
    now: () => now,
  });
  return {
    connection,
    waits,
    asked: () => asked,
    /** Lets what is under way continue; the clock too. */
    async goOn() {
      await settled();
      now += 1_000;
      over.shift()?.();
      await settled();
    },
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

describe('the connection', () => {
  it('is not lost by one request that fails while the server answers the next', async () => {
    const { connection, asked, goOn } = practice([true]);
    connection.failed();
    await goOn();
    expect([connection.lostSince(), connection.epoch(), asked()]).toEqual([undefined, 0, 1]);
  });

  it('is lost when two questions go unanswered too, since the first request that failed', async () => {
    const { connection, goOn } = practice([false, false]);
    connection.failed();
    await settled();
    expect(connection.lostSince()).toBeUndefined();
    await goOn();
    expect(connection.lostSince()).toBe(1_000);
  });

  it('is found again by its own question, with longer and longer waits, and begins a new epoch', async () => {
    const { connection, waits, goOn } = practice([false, false, false, false, false, false, true]);
    let heard = 0;
    connection.subscribe(() => heard++);
    connection.failed();
    for (let turn = 0; turn < 7; turn++) await goOn();
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000]);
    expect([connection.lostSince(), connection.epoch(), heard]).toEqual([undefined, 1, 2]);
  });

  it.each(['answered', 'socketOpened'] as const)('is found again by whatever answers: %s', async (way) => {
    const { connection, asked, goOn } = practice([false, false]);
    connection.failed();
    await goOn();
    expect(connection.lostSince()).toBeDefined();
    connection[way]();
    expect([connection.lostSince(), connection.epoch()]).toEqual([undefined, 1]);
    await goOn();
    await goOn();
    expect(asked()).toBe(2);
  });

  it('asks one question at a time, however many requests fail', async () => {
    const { connection, asked, goOn } = practice([true, true]);
    connection.failed();
    connection.failed();
    connection.socketClosed();
    await goOn();
    expect(asked()).toBe(1);
    connection.failed();
    await goOn();
    expect(asked()).toBe(2);
  });

  it('knows whether changes are pushed, apart from whether the server answers', async () => {
    const { connection, goOn } = practice([true]);
    connection.socketOpened();
    expect(connection.isPushed()).toBe(true);
    connection.socketClosed();
    await goOn();
    expect([connection.isPushed(), connection.lostSince()]).toEqual([false, undefined]);
  });

  it('asks nothing any more after its end', async () => {
    const { connection, asked, goOn } = practice([false]);
    connection.failed();
    await settled();
    connection.end();
    await goOn();
    connection.failed();
    await goOn();
    expect(asked()).toBe(1);
  });
});
