import type { OpenStateDatabase } from '../../src/sql/open-state.js';
import { ENGINES } from './engines.js';
import { at } from './samples.js';

describe.each(ENGINES)('lives of a shared state on $name', (engine) => {
  let state: OpenStateDatabase;
  beforeEach(async () => {
    state = await engine.state();
  });
  afterEach(() => engine.cleanUp());
  const beats = async () => (await state.lives.all()).map(({ bootId, beat }) => [bootId, beat]).sort();

  it('count their beats on, each its own', async () => {
    await state.lives.beat({ bootId: 'a', place: 'POS1 日本' }, at(0));
    await state.lives.beat({ bootId: 'b', place: 'POS2' }, at(0));
    await state.lives.beat({ bootId: 'a', place: 'POS1 日本' }, at(0));
    expect(await beats()).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect((await state.lives.all()).map(({ place }) => place).sort()).toEqual(['POS1 日本', 'POS2']);
  });

  it('are gone when they ended, or were silent since then', async () => {
    await state.lives.beat({ bootId: 'ended', place: 'POS1' }, at(0));
    await state.lives.beat({ bootId: 'silent', place: 'POS1' }, at(0));
    await state.lives.beat({ bootId: 'living', place: 'POS1' }, at(2));
    await state.lives.end('ended');
    await state.lives.dropSilent(at(1));
    expect(await beats()).toEqual([['living', 1]]);
  });
});
