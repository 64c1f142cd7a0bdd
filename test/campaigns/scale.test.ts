/** The short form of `npm run prove -- scale`: a tenth of the clerks, eight times the rows, where the whole has a hundred times. */
import { askAtSize, notFlat } from '../prove/scale.js';

it('reads as many pages of a long trail and a large venue as of a short and a small one, in about the same time', async () => {
  const small = await askAtSize({ clerks: 100, locations: 100, auditRows: 10_000 });
  const large = await askAtSize({ clerks: 1000, locations: 500, auditRows: 80_000 });
  expect(notFlat(small, large)).toEqual([]);
  expect(large.map(({ pages }) => pages > 0)).toEqual(large.map(() => true));
}, 120_000);
