/** The short form of `npm run prove -- hosts`. */
import { proveHosts } from '../prove/hosts.js';

it('holds against hosts that lie and scripts that hang', async () => {
  const rows = await proveHosts({
    seed: 20_261_125,
    outputs: 300,
    floodMegabytes: 48,
    hung: 5,
    calls: 300,
    alongside: true,
  });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  // Six kinds of floods, six of hung scripts and what follows them; each has to have run.
  expect(rows).toHaveLength(16);
  expect(rows.every(({ runs }) => runs > 0)).toBe(true);
}, 240_000);
