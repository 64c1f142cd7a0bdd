import { type Campaign, markdownTable } from './campaign.js';
import { type InjectionRow, injection } from './injection.js';
import { InjectionScripts } from './injection-scripts.js';

export const campaign: Campaign = {
  title: 'Texts that would be code, in every text parameter of every script',
  async run({ seed, count, say }) {
    const scripts = new InjectionScripts();
    try {
      await scripts.start();
      const rows = await injection({ scripts, seed, say, ...(count === undefined ? {} : { sample: count }) });
      const strangers = scripts.strangers().map((name) => `${name} was made: a text ran`);
      const lost = scripts.main.pool.status().lanes.filter(({ restarts }) => restarts > 0);
      return {
        table: injectionTable(rows),
        untrue: [
          ...rows.flatMap(({ untrue }) => untrue),
          ...strangers,
          ...lost.map(({ restarts }) => `a host was lost ${restarts} times`),
        ],
      };
    } finally {
      await scripts.end();
    }
  },
};

function injectionTable(rows: readonly InjectionRow[]): string {
  const cells = (name: string, type: string, those: readonly InjectionRow[]) => {
    const sum = (of: (row: InjectionRow) => number) => those.reduce((total, row) => total + of(row), 0);
    const [texts, taken] = [sum((row) => row.texts), sum((row) => row.taken)];
    return [name, type, texts, taken, texts - taken, sum(({ untrue }) => untrue.length)];
  };
  return markdownTable(
    ['parameter', 'type', 'texts', 'arrived byte for byte', 'refused before anything ran', 'untrue'],
    [
      ...rows.map((row) =>
        cells(`${row.parameter.script} -${row.parameter.name}`, row.parameter.type, [row]),
      ),
      cells(`${rows.length} parameters`, '', rows),
    ],
  );
}
