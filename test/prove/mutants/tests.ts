/** `prove -- mutants`: judges the mutants of rows.ts by the tests that have to fail on them. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CampaignOptions } from '../shared/campaign.js';
import { inParallel } from '../shared/hosts-row.js';
import { chanceFrom } from '../shared/seeded.js';
import { MUTANT_ROWS, type MutantRow, rangeOf, SIMULATOR } from './rows.js';

/** A mutant may loop for ever. Longer than a test may take. */
const ENDLESS_MS = 10 * 60_000;

export interface JudgedRow extends MutantRow {
  /** `gone`: the file or its text is not there any more. */
  readonly verdict: 'killed' | 'live' | 'gone';
  /** Title of the first test that failed. */
  readonly killer: string;
}

export async function judgeRows({ seed, count, say }: CampaignOptions): Promise<readonly JudgedRow[]> {
  const rows = MUTANT_ROWS.filter(({ killedBy }) => killedBy !== SIMULATOR);
  const chosen = count === undefined ? rows : chanceFrom(seed).shuffled(rows).slice(0, count);
  const killers = [...new Set(chosen.map(({ killedBy }) => killedBy))];
  const [red] = await failuresOf(killers);
  if (red !== undefined) throw new Error(`A test fails without any mutant: ${red}`);
  say(`${killers.length} test files pass without a mutant`);
  const judged: JudgedRow[] = [];
  await inParallel(chosen.length, 2, async (index) => {
    const row = chosen[index] as MutantRow;
    judged[index] = await judgeRow(row);
    say(`${row.file}, ${row.what}: ${judged[index].verdict}`);
  });
  return judged;
}

async function judgeRow(row: MutantRow): Promise<JudgedRow> {
  if (rangeOf(row).times !== 1) return { ...row, verdict: 'gone', killer: '' };
  const [killer] = await failuresOf([row.killedBy], row);
  return killer === undefined
    ? { ...row, verdict: 'live', killer: '' }
    : { ...row, verdict: 'killed', killer };
}

interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Titles of the tests that fail. Throws where a file could not be run: what does not load proves nothing. */
async function failuresOf(tests: readonly string[], row?: MutantRow): Promise<readonly string[]> {
  const { testResults } = await runJest(tests, row);
  const ran = testResults.flatMap(({ assertionResults }) => assertionResults);
  const broken = testResults.find(({ assertionResults }) => assertionResults.length === 0);
  if (broken || testResults.length < tests.length)
    throw new Error(`${row?.file} (${row?.what}): tests could not be run: ${broken?.message}`);
  return ran.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
}

function runJest(tests: readonly string[], row: MutantRow | undefined): Promise<JestReport> {
  const { MUTANT: _, ...env } = process.env;
  // A file: what is left in a pipe is lost where jest ends by --forceExit.
  const folder = mkdtempSync(join(tmpdir(), 'mutant-'));
  const file = join(folder, 'report.json');
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--config=test/prove/mutants/jest.config.mjs',
      '--json',
      `--outputFile=${file}`,
      '--forceExit',
      row ? '--runInBand' : '--maxWorkers=2',
      '--runTestsByPath',
      ...tests,
    ],
    {
      env: { ...env, ...(row && { MUTANT: placeOf(row) }) },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: ENDLESS_MS,
    },
  );
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('close', () => {
      try {
        resolve(JSON.parse(readFileSync(file, 'utf8')));
      } catch (cause) {
        reject(new Error(`jest did not report on ${row?.file}: ${errors.slice(-2000)}`, { cause }));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}

/** For test/fixtures/mutated.mjs. */
function placeOf(row: MutantRow): string {
  const { start, end } = rangeOf(row);
  return JSON.stringify({ file: row.file, start, end, text: row.replace });
}
