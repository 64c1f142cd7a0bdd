/** The short form of `npm run prove -- secrets`: a whole onboarding, with secrets that are nowhere else. */

import { once } from '../domain/stand-in.js';
import { CHANNELS, secrets } from '../prove/secrets/secrets.js';
import { seedOfTest } from '../prove/shared/seeded.js';
import { QUICK, startVenue } from '../venue/practice-venue.js';

const SEED = seedOfTest();
const said: Buffer[] = [];
const venue = once(
  () =>
    startVenue({
      site: { ...QUICK, ...CHANNELS },
      env: { VENUE_CONTROL_LOG: 'trace' },
      hear: (chunk) => said.push(chunk),
    }),
  (started) => started.stop(),
);

test(`code, PINs, tokens, credential and secrets of channels lie in no file, row, line, answer, argument or environment (seed ${SEED})`, async () => {
  const rows = await secrets({
    venue,
    seed: SEED,
    answers: 15,
    said: () => Buffer.concat(said),
    isResynced: false,
  });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  expect(rows).toHaveLength(8);
}, 200_000);
