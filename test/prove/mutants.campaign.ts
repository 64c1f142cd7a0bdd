import { type Campaign, markdownTable } from './campaign.js';
import { type JudgedRow, judgeRows } from './mutant-tests.js';
import { type JudgedMutant, judgeMutants, runUnchanged } from './mutants.js';

export const campaign: Campaign = {
  title: 'Mutants: each guard removed, each rule reversed, and promises of the product broken, one at a time',
  /** `count`: of the guards, and of those chosen by hand. */
  async run({ seed, count, say }) {
    const rows = await judgeRows({ seed, count, say });
    const unchanged = await runUnchanged(seed);
    const guards = await judgeMutants({ seed, count, say });
    const live = [
      ...guards
        .filter(({ killedBy }) => killedBy === undefined)
        .map(({ file, line, what }) => `${file}:${line}: no check fails when ${what}`),
      ...rows
        .filter(({ verdict }) => verdict === 'live')
        .map(({ file, what, killedBy }) => `${file}: ${killedBy} passes when it ${what}`),
    ];
    return {
      table: [
        'Authorization:',
        guardTable(guards),
        'Chosen by hand. "Gone": the code is not there any more.',
        areaTable(rows),
        'What each of them does, and the test that fails:',
        rowTable(rows),
      ].join('\n\n'),
      untrue: unchanged.code === 0 ? live : [...live, `it fails without any mutant: ${unchanged.said}`],
    };
  },
};

function guardTable(judged: readonly JudgedMutant[]): string {
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

function areaTable(judged: readonly JudgedRow[]): string {
  const areas = [...new Set(judged.map(({ area }) => area))];
  const row = (name: string, of: readonly JudgedRow[]) => {
    const are = (verdict: JudgedRow['verdict']) => of.filter((each) => each.verdict === verdict).length;
    return [name, of.length, are('killed'), are('live'), are('gone')];
  };
  return markdownTable(
    ['area', 'mutants', 'killed', 'live', 'gone'],
    [
      ...areas.map((area) =>
        row(
          area,
          judged.filter((each) => each.area === area),
        ),
      ),
      row('all', judged),
    ],
  );
}

function rowTable(judged: readonly JudgedRow[]): string {
  return markdownTable(
    ['file', 'what the product does then', 'killed by'],
    judged.map(({ file, what, killedBy, verdict, killer }) => [
      file,
      what,
      verdict === 'killed' ? `${killedBy}: ${killer}` : verdict,
    ]),
  );
}
