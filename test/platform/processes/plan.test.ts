/** Steps that fail: what is restored, what stays, and what is said of it. */
import { carryOut, type Step } from '../../../src/platform/windows-service/plan.js';

let did: string[];
let messages: string[];
const tell = (words: string) => void messages.push(words);

beforeEach(() => {
  [did, messages] = [[], []];
});

describe('a step that fails', () => {
  const step = (title: string, more: Partial<Step> = {}): Step => ({
    title,
    work: () => void did.push(title),
    undo: () => void did.push(`undo ${title}`),
    ...more,
  });
  const fails = {
    work: () => {
      throw new Error('no disk');
    },
  };
  const failing = (...steps: Step[]) => carryOut({ failure: 'UNINSTALL_FAILED', steps }, tell);

  test('is restored with those before it, the last one first', async () => {
    await expect(failing(step('one'), step('two', fails))).rejects.toMatchObject({
      message: 'two: no disk',
      remedy: 'All changes were rolled back.',
    });
    expect(did).toEqual(['one', 'undo two', 'undo one']);
  });

  test('says of a step before it that knows no rollback that it was not restored', async () => {
    const { undo: _, ...lasting } = step('lasting');
    await expect(failing(lasting, step('two', fails))).rejects.toMatchObject({
      remedy: 'Not rolled back: lasting.',
    });
  });

  test('restores nothing once something was taken away for good; what comes after is done all the same', async () => {
    const final = { isFinal: true, undo: undefined } as unknown as Partial<Step>;
    await expect(
      failing(step('one'), step('two', { ...final, ...fails }), step('three', final)),
    ).rejects.toMatchObject({
      message: 'two: no disk',
      remedy: expect.stringMatching(/^Nothing is rolled back: .* delete the remaining files manually/),
    });
    expect(did).toEqual(['one', 'three']);
  });

  test('Ctrl+C waits for the step, and is then its failure: the rollback is gone to its end', async () => {
    const interrupted = step('one', {
      async work() {
        process.emit('SIGINT', 'SIGINT');
        did.push('one to its end');
      },
    });
    await expect(failing(interrupted, step('two'))).rejects.toMatchObject({
      message: 'two: SIGINT ended it before this step.',
      remedy: 'All changes were rolled back.',
    });
    expect(did).toEqual(['one to its end', 'undo one']);
    expect(messages).toContain(
      'SIGINT is delayed until this step has ended; completed steps are then rolled back.',
    );
    expect(process.listenerCount('SIGINT')).toBe(0);
  });

  test('Ctrl+C in the step before what nothing brings back is the last moment to turn back', async () => {
    const interrupted = step('one', { work: () => void process.emit('SIGINT', 'SIGINT') });
    const { undo: _, ...deletes } = step('delete', { isFinal: true });
    await expect(failing(interrupted, deletes)).rejects.toMatchObject({
      message: 'delete: SIGINT ended it before this step.',
      remedy: 'All changes were rolled back.',
    });
    expect(did).toEqual(['undo one']);
    expect(messages).toContain(
      'SIGINT is delayed until this step has ended; completed steps are then rolled back.',
    );
  });

  test('Ctrl+C where nothing is restored says so', async () => {
    const late = { work: () => void process.emit('SIGINT', 'SIGINT') };
    const { undo: _, ...deletes } = step('delete', { isFinal: true, ...late });
    await failing(step('one'), deletes, { ...deletes, title: 'more', work: () => void did.push('more') });
    await failing(step('two'), step('the last', late));
    expect(did).toEqual(['one', 'more', 'two']);
    const words = 'SIGINT is delayed until this step has ended; the plan is then completed.';
    expect(messages.filter((line) => line === words)).toHaveLength(2);
  });
});
