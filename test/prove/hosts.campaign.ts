import { type Campaign, markdownTable } from './campaign.js';
import { proveHosts } from './hosts.js';

export const campaign: Campaign = {
  title: 'PowerShell hosts that lie, hang and work for long',
  async run({ seed, count = 10_000, say }) {
    const rows = await proveHosts({
      seed,
      outputs: count,
      floodMegabytes: count >= 10_000 ? 1024 : 128,
      hung: Math.ceil(count / 50),
      calls: count,
      say,
    });
    return {
      table: markdownTable(
        ['what', 'runs', 'goal', 'found (median / slowest)', 'untrue'],
        rows.map(({ what, runs, goal, found, untrue }) => [what, runs, goal, found, untrue.length]),
      ),
      untrue: rows.flatMap(({ untrue }) => untrue),
    };
  },
};
