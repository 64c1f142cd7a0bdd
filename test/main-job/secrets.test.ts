/** The short form of `npm run prove -- secrets`: a whole onboarding, with secrets that are nowhere else. */
import { foundIn, sought } from '../prove/secret-forms.js';
import { secrets } from '../prove/secrets.js';
import { seedOfTest } from '../prove/seeded.js';
import { type PracticeVenue, startVenue } from '../venue/practice-venue.js';

const SEED = seedOfTest();
const said: Buffer[] = [];
let venue: PracticeVenue;

beforeAll(async () => {
  venue = await startVenue({ env: { VENUE_CONTROL_LOG: 'trace' }, hear: (chunk) => said.push(chunk) });
}, 60_000);

afterAll(() => venue?.stop(), 60_000);

test('a secret is known in each of its dresses, wherever it begins', () => {
  const secret = 'K7Q2-99ZZ';
  const wide = Buffer.from(secret, 'utf16le');
  const dressed = [
    Buffer.from(`x${secret}y`),
    wide,
    Buffer.from(wide).swap16(),
    Buffer.from(Buffer.from(secret).toString('hex')),
    Buffer.from(encodeURIComponent(secret)),
    Buffer.from('%4B%37%51%32%2D%39%39%5A%5A'),
    ...['', 'x', 'xx', 'xxx'].map((before) =>
      Buffer.from(Buffer.from(`${before}${secret}behind`).toString('base64')),
    ),
    ...['', 'x', 'xx'].map((before) => Buffer.from(Buffer.from(before + secret).toString('base64url'))),
  ];
  for (const bytes of dressed) expect(foundIn(bytes, [sought('code', secret)])).not.toEqual([]);
  expect(foundIn(Buffer.from('K7Q2 99ZZ'), [sought('code', secret)])).toEqual([]);
});

test(`code, PINs, tokens and credential lie in no file, row, line, answer, argument or environment (seed ${SEED})`, async () => {
  const rows = await secrets({
    venue,
    seed: SEED,
    answers: 15,
    said: () => Buffer.concat(said),
    isResynced: false,
  });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  expect(rows).toHaveLength(6);
}, 200_000);
