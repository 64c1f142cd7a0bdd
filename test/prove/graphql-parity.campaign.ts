import { type Campaign, markdownTable } from './campaign.js';
import { graphqlParity } from './graphql-parity.js';

export const campaign: Campaign = {
  title: 'Random documents, byte for byte as graphql-js answers them',
  async run({ seed, count = 20_000, say }) {
    const rows = await graphqlParity({ documents: count, seed, say });
    const sum = (of: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + of(row), 0);
    return {
      table: markdownTable(
        ['answer', 'documents', 'bytes each', 'differences'],
        [
          ...rows.map(({ answer, documents, bytes, untrue }) => [
            answer,
            documents,
            Math.round(bytes / documents),
            untrue.length,
          ]),
          [
            'all',
            sum(({ documents }) => documents),
            Math.round(sum(({ bytes }) => bytes) / sum(({ documents }) => documents)),
            sum(({ untrue }) => untrue.length),
          ],
        ],
      ),
      untrue: rows.flatMap(({ untrue }) => untrue),
    };
  },
};
