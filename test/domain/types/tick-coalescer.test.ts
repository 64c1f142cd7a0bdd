import { setImmediate as turn } from 'node:timers/promises';
import { TickCoalescer } from '../../../src/domain/types/tick-coalescer.js';

describe('what is asked for in one turn', () => {
  const asking = () => {
    const reads: string[] = [];
    const oneTurn = new TickCoalescer();
    const ask = (key: string, work: () => Promise<void> = async () => undefined) =>
      oneTurn.ask(key, async () => {
        reads.push(key);
        await work();
        return reads.length;
      });
    return { reads, ask };
  };

  it('is checked once for all who ask the same', async () => {
    const { reads, ask } = asking();
    expect(await Promise.all([ask('a'), ask('b'), ask('a'), ask('a')])).toEqual([1, 2, 1, 1]);
    expect(reads).toEqual(['a', 'b']);
  });

  it('is never answered by a look that had begun before the question', async () => {
    const { reads, ask } = asking();
    let end = () => {};
    const first = ask('a', () => new Promise((resolve) => (end = resolve)));
    await turn();
    expect(reads).toEqual(['a']);
    const second = ask('a');
    await turn();
    expect(reads).toEqual(['a', 'a']);
    end();
    expect(await second).toBe(2);
    await first;
  });

  it('fails for all who asked, and is checked again for the next', async () => {
    const { reads, ask } = asking();
    const fails = () => Promise.reject(new Error('away'));
    const result = await Promise.allSettled([ask('a', fails), ask('a', fails)]);
    expect(result.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await ask('a')).toBe(2);
    expect(reads).toEqual(['a', 'a']);
  });
});
