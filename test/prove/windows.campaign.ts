import { type Campaign, markdownTable, type Proof } from './campaign.js';
import { proveHere } from './windows/here.js';
import type { WindowsRow } from './windows/suites.js';
import { removeWine } from './windows/wine-folder.js';
import { proveWindows } from './windows.js';

export const campaign: Campaign = {
  title: 'Services of Windows, against the Service Control Manager of Wine',
  run: async ({ seed, count = 200, say }) => proofOf(await proveWindows({ seed, rounds: count, say })),
  here: async (options) => proofOf(await proveHere(options)),
  remove: removeWine,
};

function proofOf(rows: readonly WindowsRow[]): Proof {
  return {
    table: markdownTable(
      ['what', 'cases', 'goal', 'found', 'untrue'],
      rows.map(({ what, runs, goal, found, untrue }) => [what, runs, goal, found, untrue.length]),
    ),
    untrue: rows.flatMap(({ untrue }) => untrue),
  };
}
