/** Every method of every store, asked in each way that makes a statement of its own: what is proved about the statements is proved about all of them. */
import { ENGINES } from './engines.js';
import { at } from './samples.js';
import { STATE } from './state-methods.js';
import { askAll } from './venue-methods.js';

describe.each(ENGINES)('every method on $name', (engine) => {
  afterEach(() => engine.cleanUp());

  it('of the state answers', async () => {
    const state = await engine.state();
    expect(await askAll(STATE, state)).toBeGreaterThan(80);
    await state.pulse(at(0));
    expect((await state.examine(() => new Date())).filter(({ ok }) => !ok)).toEqual([]);
  });
});
