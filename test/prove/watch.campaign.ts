import { type Campaign, markdownTable } from './campaign.js';
import { watch } from './watch.js';

export const campaign: Campaign = {
  title: 'Watching: none lost, none twice',
  async run({ seed, count = 1000, say }) {
    const rows = await watch({ drops: count, seed, restarts: 5, slowEvents: 20_000, say });
    return {
      table: markdownTable(
        ['what', 'figure', 'untrue'],
        rows.map(({ what, figure, untrue }) => [what, figure, untrue.length]),
      ),
      untrue: rows.flatMap(({ untrue }) => untrue),
    };
  },
};
