/** What a named server is given in the place of a site's database: proved like what we ship, as no server runs here. */
import { practiceInserts, practiceVenue } from '../practice-venue.js';
import { proveTransactSql } from '../transact/run-proofs.js';
import { surroundings } from '../transact/texts.js';
import { venueRows } from '../venue-rows.js';

test('the practice venue on SQL Server has no finding, its rows included', async () => {
  const named = (sql: string, index: number) => ({ name: `practice ${index}`, sql });
  const inserts = practiceInserts(venueRows).map((sql, index) => ({
    ...named(sql, index),
    name: `row ${index}`,
    parameters: [],
  }));
  const proofs = await proveTransactSql({
    scripts: [...surroundings, ...practiceVenue().map(named)],
    statements: inserts,
  });
  // Whole rows, as the suites say them.
  const whole = 'an insert without a list of columns';
  expect(proofs.findings.filter(({ says }) => says !== whole)).toEqual([]);
  expect(proofs.procedures).toBe(inserts.length);
}, 180_000);
