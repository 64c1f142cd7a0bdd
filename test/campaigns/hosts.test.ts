/** The short form of `npm run prove -- hosts`. */
import { proveHosts } from '../prove/hosts.js';

it('holds against hosts that lie, scripts that hang, and kills of servers and hosts', async () => {
  const rows = await proveHosts({
    seed: 20_261_125,
    outputs: 300,
    floodMegabytes: 48,
    hung: 5,
    serverKills: 6,
    hostKills: 2,
    calls: 300,
    alongside: true,
  });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  // Six kinds of floods, eleven of stops; each has to have run.
  expect(rows).toHaveLength(25);
  expect(rows.every(({ runs }) => runs > 0)).toBe(true);
}, 240_000);
