import { startVenue } from '../venue/practice-venue.js';
import { type Campaign, markdownTable } from './campaign.js';
import { foreign } from './foreign.js';

export const campaign: Campaign = {
  title: 'Pages of other origins in a real Chromium, rebinding and IPv6 included',
  async run({ count, say }) {
    const venue = await startVenue();
    try {
      const rows = await foreign({ venue, say, ...(count === undefined ? {} : { targets: count }) });
      return {
        table: markdownTable(
          ['a page', 'attempts', 'operations', 'readable answers', 'untrue'],
          rows.map(({ page, attempts, operations, readable, untrue }) => [
            page,
            attempts,
            operations,
            readable.length,
            untrue.length,
          ]),
        ),
        untrue: rows.flatMap(({ untrue }) => untrue),
      };
    } finally {
      await venue.stop();
    }
  },
};
