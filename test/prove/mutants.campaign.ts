import { type Campaign, markdownTable } from './campaign.js';
import { type JudgedMutant, judgeMutants, runUnchanged } from './mutants.js';

export const campaign: Campaign = {
  title: 'Each guard taken away, and each comparison in the rules turned round, one at a time',
  async run({ seed, count, say }) {
    const unchanged = await runUnchanged(seed);
    const judged = await judgeMutants({ seed, count, say });
    const untrue = judged
      .filter(({ killedBy }) => killedBy === undefined)
      .map(({ file, line, what }) => `${file}:${line}: nobody notices that ${what}`);
    return {
      table: mutantTable(judged),
      untrue: unchanged.code === 0 ? untrue : [...untrue, `it is red without any mutant: ${unchanged.said}`],
    };
  },
};

function mutantTable(judged: readonly JudgedMutant[]): string {
  const files = [...new Set(judged.map(({ file }) => file))];
  const row = (name: string, of: readonly JudgedMutant[]) => {
    const by = (killer: JudgedMutant['killedBy']) => of.filter(({ killedBy }) => killedBy === killer).length;
    return [name, of.length, by('start'), by('contract'), by('matrix'), by('oracle'), by(undefined)];
  };
  return markdownTable(
    [
      'file',
      'mutants',
      'server refuses to start',
      'not as the contract says',
      'seen by the matrix',
      'seen by the oracle',
      'live',
    ],
    [
      ...files.map((file) =>
        row(
          file,
          judged.filter((mutant) => mutant.file === file),
        ),
      ),
      row('all', judged),
    ],
  );
}
