import { type Campaign, markdownTable } from './campaign.js';
import { proveDrops } from './sql-faults.js';

export const campaign: Campaign = {
  title: 'SQL Server whose connections drop at random points',
  async run({ seed, count = 1000, say }) {
    const { rows, untrue } = await proveDrops({ seed, drops: count, say });
    const head = [
      'dropped at',
      'drops',
      'grants acknowledged',
      'refused',
      'acknowledged and lost',
      'wrong reads',
    ];
    const table = rows.map((row) => Object.values(row));
    return { table: markdownTable(head, table), untrue };
  },
};
