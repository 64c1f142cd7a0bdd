/** The short form; `npm run prove -- race` plays 10,000. */

import { sqliteEngine } from '../../storage/engines.js';
import { playMany } from './cancel-model.js';

describe('cancel against completion', () => {
  const engine = sqliteEngine();
  afterAll(() => engine.cleanUp());

  it('ends every interleaving in one true state', async () => {
    const { runs, ends } = await playMany(await engine.state(), 150, 20_261_125);
    expect(runs).toBe(150);
    for (const end of ['SUCCEEDED', 'FAILED', 'CANCELLED']) expect(ends[end]).toBeGreaterThan(5);
  });
});
