import { type Campaign, markdownTable } from './campaign.js';
import { race } from './race.js';

export const campaign: Campaign = {
  title: 'Many at the same time, one wins',
  async run({ seed, count = 1000, say }) {
    const rows = await race({
      rounds: count,
      lockRounds: Math.ceil(count / 10),
      interleavings: count * 10,
      seed,
      say,
    });
    return {
      table: markdownTable(
        ['what', 'rounds', 'found', 'untrue'],
        rows.map(({ what, rounds, found, untrue }) => [what, rounds, found, untrue.length]),
      ),
      untrue: rows.flatMap(({ untrue }) => untrue),
    };
  },
};
