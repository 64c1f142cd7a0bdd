/** The short form of `npm run prove -- watch`. */
import { watch } from '../prove/watch.js';

it('shows every sequence number exactly once, whatever drops, and lets nobody who reads slowly fill the server', async () => {
  const rows = await watch({ drops: 40, seed: 20_261_125, restarts: 1, slowEvents: 5000 });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  expect(rows).toHaveLength(2);
}, 240_000);
