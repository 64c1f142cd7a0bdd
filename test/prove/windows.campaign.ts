import { type Campaign, markdownTable } from './campaign.js';
import { removeWine } from './windows/wine-folder.js';
import { proveWindows } from './windows.js';

export const campaign: Campaign = {
  title: 'Services of Windows, against the Service Control Manager of Wine',
  async run({ seed, count = 200, say }) {
    const rows = await proveWindows({ seed, rounds: count, say });
    return {
      table: markdownTable(
        ['what', 'cases', 'goal', 'found', 'untrue'],
        rows.map(({ what, runs, goal, found, untrue }) => [what, runs, goal, found, untrue.length]),
      ),
      untrue: rows.flatMap(({ untrue }) => untrue),
    };
  },
  remove: removeWine,
};
