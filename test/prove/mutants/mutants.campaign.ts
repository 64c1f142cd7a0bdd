/** `prove -- mutants`: each mutant of the guards in a process of its own, whose check has to notice it. */
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { type Campaign, type CampaignOptions, markdownTable } from '../shared/campaign.js';
import { inParallel } from '../shared/hosts-row.js';
import { chanceFrom } from '../shared/seeded.js';
import { type Mutant, mutants } from './list.js';
import { type JudgedRow, judgeRows } from './tests.js';

export const campaign: Campaign = {
  title: 'Mutants: guards removed, rules reversed and product promises broken, one at a time',
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
  const head = [
    'server refuses to start',
    'not as the contract says',
    'seen by the matrix',
    'seen by the oracle',
    'live',
  ];
  const killers = ['start', 'contract', 'matrix', 'oracle', undefined] as const;
  return groupTable(
    'file',
    head,
    judged,
    ({ file }) => file,
    (of) => killers.map((killer) => of.filter(({ killedBy }) => killedBy === killer).length),
  );
}

function areaTable(judged: readonly JudgedRow[]): string {
  const verdicts = ['killed', 'live', 'gone'] as const;
  return groupTable(
    'area',
    verdicts,
    judged,
    ({ area }) => area,
    (of) => verdicts.map((verdict) => of.filter((each) => each.verdict === verdict).length),
  );
}

/** A line a group, and one for all. */
function groupTable<T>(
  group: string,
  head: readonly string[],
  judged: readonly T[],
  nameOf: (one: T) => string,
  counts: (of: readonly T[]) => readonly number[],
): string {
  const row = (name: string, of: readonly T[]) => [name, of.length, ...counts(of)];
  const names = [...new Set(judged.map(nameOf))];
  const rows = names.map((name) =>
    row(
      name,
      judged.filter((one) => nameOf(one) === name),
    ),
  );
  return markdownTable([group, 'mutants', ...head], [...rows, row('all', judged)]);
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

interface JudgedMutant extends Mutant {
  /** What noticed it: the server that refuses to start, the contract, the matrix, the oracle; undefined: it lives. */
  readonly killedBy: 'start' | 'contract' | 'matrix' | 'oracle' | undefined;
}

/** What the oracle asks at most of one mutant. */
const PAIRS = 4000;

async function judgeMutants({ seed, count, say }: CampaignOptions): Promise<JudgedMutant[]> {
  const all = mutants();
  const chosen = count === undefined ? all : chanceFrom(seed).shuffled(all).slice(0, count);
  const judged: JudgedMutant[] = [];
  await inParallel(chosen.length, 2, async (index) => {
    const mutant = chosen[index] as Mutant;
    judged[index] = { ...mutant, killedBy: await judge(mutant, seed) };
    if ((index + 1) % 10 === 0) say(`${index + 1} of ${chosen.length} mutants`);
  });
  return judged;
}

async function judge(mutant: Mutant, seed: number): Promise<JudgedMutant['killedBy']> {
  const { code, said } = await run(mutant, mutant.isDirective ? 0 : PAIRS, seed);
  if (code === 0) return undefined;
  if (said.startsWith('contract:')) return 'contract';
  if (said.startsWith('matrix:')) return 'matrix';
  if (said.startsWith('oracle:')) return 'oracle';
  if (/refuses to start/.test(said)) return 'start';
  throw new Error(`A mutant could not be judged (${mutant.file}:${mutant.line}, ${mutant.what}): ${said}`);
}

/** Without a mutant it has to end with 0: what is red for another reason proves nothing. */
function runUnchanged(seed: number): Promise<Judgement> {
  return run(undefined, 200, seed);
}

interface Judgement {
  readonly code: number | null;
  readonly said: string;
}

function run(mutant: Mutant | undefined, pairs: number, seed: number): Promise<Judgement> {
  const hooks = pathToFileURL('test/fixtures/typescript-hooks.mjs').href;
  const child = spawn(
    process.execPath,
    ['--import', hooks, 'test/prove/mutants/judge.ts', String(pairs), String(seed)],
    {
      env: { ...process.env, ...(mutant ? { MUTANT: JSON.stringify(mutant) } : {}) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  const hear = (chunk: unknown) => {
    said += String(chunk);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}
