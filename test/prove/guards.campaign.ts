import { type Campaign, markdownTable } from './campaign.js';
import { guards } from './guards.js';

export const campaign: Campaign = {
  title: 'Random questions of random clerks, against an oracle of who may what',
  async run({ seed, count = 20_000, say }) {
    const rows = await guards({ pairs: count, seed, say });
    const total = (verdicts: ReadonlyMap<string, number>) =>
      [...verdicts.values()].reduce((sum, many) => sum + many, 0);
    const words = (verdicts: ReadonlyMap<string, number>) =>
      [...verdicts]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([verdict, many]) => `${many} ${verdict}`)
        .join(', ');
    return {
      table: markdownTable(
        ['question', 'pairs', 'by the oracle', 'differences'],
        [
          ...rows.map(({ kind, verdicts, untrue }) => [
            kind,
            total(verdicts),
            words(verdicts),
            untrue.length,
          ]),
          [
            'all',
            rows.reduce((sum, { verdicts }) => sum + total(verdicts), 0),
            '',
            rows.reduce((sum, { untrue }) => sum + untrue.length, 0),
          ],
        ],
      ),
      untrue: rows.flatMap(({ untrue }) => untrue),
    };
  },
};
