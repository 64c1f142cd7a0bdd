/** Every bench with goals, one after the other, as one table. */
const names = ['hosts', 'graphql', 'lists', 'live', 'module', 'start', 'memory', 'growth', 'console'];

export const bench = {
  title: 'every bench with goals',
  rounds: 7,
  async run({ rounds, say }) {
    const results = [];
    for (const name of names) {
      say(name);
      const { bench: one } = await import(`./${name}.bench.mjs`);
      const result = await one.run({ rounds: Math.min(rounds, one.most ?? rounds), say });
      results.push({ name, notes: [], versions: {}, ...result });
    }
    return {
      rows: results.flatMap(({ name, rows }) =>
        rows.map((row) => ({ ...row, name: `${name}: ${row.name}` })),
      ),
      notes: results.flatMap(({ name, notes }) => notes.map((note) => `${name}: ${note}`)),
      versions: Object.assign({}, ...results.map(({ versions }) => versions)),
    };
  },
};
