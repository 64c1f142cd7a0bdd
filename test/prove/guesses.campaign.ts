import { type Campaign, markdownTable } from './campaign.js';
import { guesses } from './guesses.js';

export const campaign: Campaign = {
  title: 'Guesses: whoever has no PIN keeps nobody out',
  async run({ seed, count = 10_000, say }) {
    const rows = await guesses({ guesses: count, seed, say });
    return {
      table: markdownTable(
        ['what', 'figure', 'untrue'],
        rows.map(({ what, figure, untrue }) => [what, figure, untrue.length]),
      ),
      untrue: rows.flatMap(({ untrue }) => untrue),
    };
  },
};
