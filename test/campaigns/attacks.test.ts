/** The short forms of `npm run prove -- documents`, `texts` and `foreign`, against one venue. */
import { documents } from '../prove/documents.js';
import { foreign } from '../prove/foreign.js';
import { inspectorAt, LiveMemory } from '../prove/live-memory.js';
import { seedOfTest } from '../prove/seeded.js';
import { texts } from '../prove/texts.js';
import { freePort } from '../venue/free-port.js';
import { type PracticeVenue, QUICK, startVenue } from '../venue/practice-venue.js';

const SEED = seedOfTest();
let venue: PracticeVenue;
let memory: LiveMemory;

beforeAll(async () => {
  const port = await freePort();
  memory = new LiveMemory(port);
  venue = await startVenue({ site: { ...QUICK, stableSeconds: 0 }, env: inspectorAt(port) });
}, 60_000);
afterAll(async () => {
  memory.close();
  await venue?.stop();
}, 60_000);

it('lets no page of another origin do or read anything, one that is rebound to ::1 included', async () => {
  const rows = await foreign({ venue, pages: 2, targets: 1 });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  expect(rows.map(({ attempts }) => attempts >= 35)).toEqual([true, true, true]);
}, 120_000);

it(`answers hostile documents with a refusal, in time, and forgets them (seed ${SEED})`, async () => {
  const { rows, untrue } = await documents({ venue, memory, seed: SEED, count: 30 });
  expect(untrue).toEqual([]);
  expect(rows).toHaveLength(8);
}, 120_000);

it(`takes a text for a text in every argument of the API (seed ${SEED})`, async () => {
  const rows = await texts({ venue, seed: SEED, sample: 1 });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  expect(rows.length).toBeGreaterThan(50);
}, 120_000);
