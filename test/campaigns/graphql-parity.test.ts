/** The short form of `npm run prove -- graphql-parity`. */
import { graphqlParity } from '../prove/graphql-parity.js';
import { seedOfTest } from '../prove/seeded.js';

const seed = seedOfTest();

it(`answers random documents byte for byte as graphql-js does (SEED=${seed})`, async () => {
  const rows = await graphqlParity({ documents: 400, seed });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  expect(rows.map(({ answer }) => answer)).toEqual(
    expect.arrayContaining(['data', 'data and errors', 'refused: BAD_USER_INPUT']),
  );
}, 120_000);
