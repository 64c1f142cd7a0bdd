import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { getNode } from '../runtime.mjs';
import { build } from '../setup/build.mjs';
import { readKnown } from '../setup/powershell.mjs';
import { Problem } from '../setup/problem.mjs';
import { setUp } from '../setup/set-up.mjs';
import { ensureChromium } from './browser.mjs';
import { ensureFaketime } from './faketime.mjs';
import { check, runNode } from './lint.mjs';
import { quickFolders } from './quick.mjs';
import { campaignRings, simulatorMinutes } from './rings.mjs';
import { runStage } from './run-stage.mjs';

/*
 * The stages of `npm test`. Each resolves to `{ passed, failed, note, names, files }`, `names` (optional) of what failed, `files` (optional) with the
 * seconds that each took: a stage without tests counts nothing when it is good
 * and one failure when it isn't, so that the last line can't look green over a red stage.
 */
export async function setUpAll({ say }) {
  return await orProblem(() => setUp({ test: true, say }));
}

export async function buildAll({ project, say }) {
  return await orProblem(() => build({ project, say, always: true }));
}

/** Types of src and rehearsal, of the tests, and of the console, which the build doesn't read: Vite only leaves them out. */
export async function checkTypes({ project }) {
  const results = [];
  for (const folder of ['', 'test', 'console', join('test', 'console')]) {
    const config = join(project, folder, 'tsconfig.json');
    if (existsSync(config))
      results.push(
        await check(
          project,
          ['node_modules', 'typescript', 'bin', 'tsc'],
          ['-p', config, '--noEmit', ...rememberedAs(folder)],
        ),
      );
  }
  return results.find(({ failed }) => failed > 0) ?? results[0];
}

/** What was checked already is not checked again. */
function rememberedAs(folder) {
  const file = join('node_modules', '.cache', 'types', folder || 'src', 'tsbuildinfo');
  return ['--incremental', '--tsBuildInfoFile', file];
}

/**
 * A host of a test lives for seconds. What .NET would compile a second time, and better, is half of such a life's work, and never pays.
 * `npm run prove` and `npm run bench` run hosts as a server does.
 */
const shortLives = { DOTNET_TieredCompilation: '0' };
/** To the one PowerShell of the quick Pester tests it does, in half a minute, and so does to collect seldom. */
const oneLife = { DOTNET_TieredPGO: '0', DOTNET_gcConcurrent: '0', DOTNET_GCgen0size: '0x4000000' };

/** Folders whose tests start whole venues: these wait more than they work, so four run at a time. */
const venues = ['test/cli/processes/', 'test/e2e/', 'test/main-job/', 'test/venue/'];
const nightly = '\\.nightly\\.test\\.ts$';

/** Which tests a ring has: all but those that start venues, and those. */
const runsOf = {
  everyday: [
    ['--testPathIgnorePatterns', nightly, ...venues],
    ['--testPathIgnorePatterns', nightly, '--testPathPatterns', ...venues],
  ],
  nightly: [
    ['--testPathPatterns', nightly, '--testPathIgnorePatterns', ...venues],
    ['--testPathPatterns', ...venues.map((folder) => `${folder}.*${nightly}`)],
  ],
};

/** The tests of a ring; those that are asked for by name in one run. */
export async function jest(context, args) {
  if (args.some((arg) => !arg.startsWith('--'))) return await runJest(context, args);
  const [most, ofVenues] = runsOf[context.ring];
  // A third worker uses the time that the other two wait.
  const first = await runJest(context, ['--maxWorkers=3', ...args, ...most]);
  const runs = [first, await runJest(context, ['--maxWorkers=4', ...args, ...ofVenues])];
  const sum = (count) => runs.reduce((total, run) => total + run[count], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    note: '',
    names: runs.flatMap(({ names }) => names),
    files: runs.flatMap(({ files }) => files),
  };
}

/** The tests that start no process, see quick.mjs: all, or those that `paths` are, or are imported by. */
export async function quickJest({ project, env, paths, isWatching }) {
  const quick = [`${project}/test/[^/]+$`, ...quickFolders.map((folder) => `${project}/test/${folder}/`)];
  // Some wait for a deadline: a third worker uses that time.
  const which = ['--maxWorkers=3', '--testPathIgnorePatterns', '/processes/', `^(?!${quick.join('|')})`];
  const files = paths.flatMap((path) => filesIn(join(project, path)));
  const related = files.length > 0 ? ['--findRelatedTests', ...files] : [];
  if (!isWatching) return await runJest({ project, env }, [...which, ...related]);
  await runStage(getNode(project).path, [...jestProgram(project), '--watch', ...which, ...related], {
    cwd: project,
    env: { ...env, ...shortLives },
    minutes: 24 * 60,
    stdin: 'inherit',
  });
  return skipped('watched');
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name)).filter((file) => /\.tsx?$/.test(file));
}

async function runJest({ project, env }, args) {
  const folder = mkdtempSync(join(placeForFiles(), 'venue-control-jest-'));
  const report = join(folder, 'report.json');
  try {
    const { code } = await runStage(
      getNode(project).path,
      [...jestProgram(project), '--json', `--outputFile=${report}`, ...args],
      { cwd: project, env: { ...env, ...shortLives, TMPDIR: folder } },
    );
    return { ...countsOfJest(project, report, code), note: '' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In memory where there is enough: rehearsal venues sync every write, and test data need not survive a power cut. */
function placeForFiles() {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 4 * 1024 ** 3 ? memory : tmpdir();
}

function jestProgram(project) {
  const program = join(project, 'node_modules', 'jest', 'bin', 'jest.js');
  return ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', program];
}

/** Chromium for test/e2e, and for the pages of another origin. Only where these are among what runs. */
export async function browser({ project, env, say }, args) {
  if (!usesBrowser(project, args)) return skipped('no browser test was asked for');
  return await orProblem(async () => say('browser', `Chromium ${await ensureChromium(env)}`));
}

/** What moves the clock of a venue. Only where a test that does so is among what runs. */
export async function clock({ env, say }, args) {
  const moves = ['clock', 'main-job', 'outages'];
  if (args.length > 0 && !args.some((arg) => moves.some((word) => arg.includes(word))))
    return skipped('no test that moves a clock was asked for');
  return await orProblem(async () => say('clock', `libfaketime ${await ensureFaketime(env)}`));
}

const usesBrowser = (project, args) =>
  existsSync(join(project, 'test', 'e2e')) &&
  (args.length === 0 || args.some((arg) => /e2e|foreign/.test(arg)));

/** A suite that could not even load is a failure, and so is an exit code that the counts don't explain. */
function countsOfJest(project, report, code) {
  if (!existsSync(report)) return { passed: 0, failed: 1, names: [], files: [] };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  const names = testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, assertionResults }) => {
      const tests = assertionResults.filter(({ status }) => status === 'failed');
      const file = relative(project, name);
      return tests.length > 0 ? tests.map(({ fullName }) => `${file}: ${fullName}`) : [file];
    });
  const files = testResults.map(({ name, startTime, endTime }) => ({
    file: relative(project, name),
    seconds: (endTime - startTime) / 1000,
  }));
  return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, names, files };
}

export async function pester({ project, env, ring }) {
  const script = join(project, 'test', 'scripts', 'Invoke-Tests.ps1');
  if (!existsSync(script)) return skipped('no test/scripts/Invoke-Tests.ps1');
  const { file, args } = readKnown(project, env);
  const { code, output } = await runStage(
    file,
    [...args, '-NoProfile', '-NonInteractive', '-File', script, '-Ring', ring],
    {
      cwd: project,
      // Colours between the figures would hide them from the pattern below.
      env: { ...env, ...(ring === 'quick' ? oneLife : shortLives), NO_COLOR: '1' },
      keep: true,
    },
  );
  const counts = [...output.matchAll(/^\s*(\d+) passed, (\d+) failed\s*$/gm)].at(-1);
  if (!counts) return { passed: 0, failed: 1, note: 'said no "N passed, N failed"' };
  const failed = Number(counts[2]);
  const names = [...output.matchAll(/^\[-\] (.+)$/gm)].map(([, name]) => name);
  return { passed: Number(counts[1]), failed: failed === 0 && code !== 0 ? 1 : failed, note: '', names };
}

/** Each campaign of the ring, one after the other: they time what they do. A campaign is one test, green when all held within its budget. */
export async function campaigns({ project, ring }) {
  const names = [];
  const files = [];
  for (const [name, { count, minutes }] of Object.entries(campaignRings[ring])) {
    const since = Date.now();
    const words = count === undefined ? [name] : [name, '--count', String(count)];
    const { code } = await runNode(project, 'bin/prove.mjs', words);
    const seconds = (Date.now() - since) / 1000;
    files.push({ file: `prove -- ${words.join(' ')}`, seconds });
    if (code !== 0) names.push(`${name} ended with ${code}`);
    else if (seconds > minutes * 60)
      names.push(`${name} took ${(seconds / 60).toFixed(1)} of ${minutes} minutes`);
  }
  return { passed: files.length - names.length, failed: names.length, note: '', names, files };
}

/** The simulated venue, for as long as the ring has for it: seeds, and before a release each mutant of the heart. */
export async function simulator({ project, ring }) {
  const { minutes, mutants } = simulatorMinutes[ring];
  // Each night has seeds of its own.
  const seed = String(1 + Math.floor(Date.now() / 86_400_000) * 10_000);
  const runs = [['--seed', seed, '--minutes', String(minutes), '--every-cell']];
  if (mutants) runs.push(['--mutants', '--minutes', String(mutants)]);
  const names = [];
  for (const words of runs)
    if ((await runNode(project, 'bin/simulate.mjs', words)).code !== 0)
      names.push(`simulate ${words.join(' ')}`);
  return { passed: runs.length - names.length, failed: names.length, note: '', names };
}

export async function benches({ project }) {
  const { code } = await runNode(project, 'bin/bench.mjs', ['all']);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, note: '' };
}

export function skipped(note) {
  return { passed: 0, failed: 0, note: `skipped: ${note}` };
}

async function orProblem(work) {
  try {
    await work();
    return { passed: 0, failed: 0, note: '' };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`\n${error.message}`);
    return { passed: 0, failed: 1, note: 'see the message above' };
  }
}
