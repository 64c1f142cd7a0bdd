import { ENGINES } from '../sql/engines.js';
import { playMany } from './cancel-model.js';

describe.each(ENGINES)('cancel against completion on $name', (engine) => {
  afterAll(() => engine.cleanUp());

  it('ends every interleaving in one true state', async () => {
    const { runs, ends } = await playMany(await engine.state(), 150, 20_261_125);
    expect(runs).toBe(150);
    for (const end of ['SUCCEEDED', 'FAILED', 'CANCELLED']) expect(ends[end]).toBeGreaterThan(5);
  });
});
