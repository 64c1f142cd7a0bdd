import { QUICK, startVenue } from '../venue/practice-venue.js';
import { type Campaign, markdownTable } from './campaign.js';
import { texts } from './texts.js';

export const campaign: Campaign = {
  title: 'Texts that would be code, in every text argument of the API',
  async run({ seed, count, say }) {
    const venue = await startVenue({ site: { ...QUICK, stableSeconds: 0 } });
    try {
      const rows = await texts({ venue, seed, say, ...(count === undefined ? {} : { sample: count }) });
      const sum = (of: 'texts' | 'taken') => rows.reduce((total, row) => total + row[of], 0);
      return {
        table: markdownTable(
          ['argument', 'texts', 'taken', 'refused', 'untrue'],
          [
            ...rows.map((row) => [
              row.argument,
              row.texts,
              row.taken,
              row.texts - row.taken,
              row.untrue.length,
            ]),
            [`${rows.length} arguments`, sum('texts'), sum('taken'), sum('texts') - sum('taken'), ''],
          ],
        ),
        untrue: rows.flatMap(({ untrue }) => untrue),
      };
    } finally {
      await venue.stop();
    }
  },
};
