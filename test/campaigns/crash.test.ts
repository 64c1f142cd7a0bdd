/** The short form of `npm run prove -- crash`: 12 kills of a real server, each held to the cloud's own ledger. One venue: the tests beside it need a core. */
import { crash } from '../prove/crash.js';

const SEED = 20_261_125;

it(`tells the truth after each of 12 kill -9 (seed ${SEED})`, async () => {
  const strikes = await crash({ count: 12, seed: SEED, venues: 1 });
  const untrue = strikes.flatMap(({ point, untrue: lines }) => lines.map((line) => `${point.name}: ${line}`));
  expect(untrue).toEqual([]);
  expect(strikes.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThanOrEqual(12);
}, 300_000);
