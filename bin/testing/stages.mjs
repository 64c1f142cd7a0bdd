import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { getNode } from '../runtime.mjs';
import { build } from '../setup/build.mjs';
import { readKnown } from '../setup/powershell.mjs';
import { Problem } from '../setup/problem.mjs';
import { setUp } from '../setup/set-up.mjs';
import { ensureChromium } from './browser.mjs';
import { ensureFaketime } from './faketime.mjs';
import { quickRooms } from './rooms.mjs';
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

/** Types of src by itself, of the tests, and of the console, which the build doesn't read: Vite only leaves them out. */
export async function checkTypes({ project }) {
  const results = [];
  for (const folder of ['', 'test', join('src', 'console'), join('test', 'console')]) {
    const config = join(project, folder, 'tsconfig.json');
    if (existsSync(config))
      results.push(await check(project, ['typescript', 'bin', 'tsc'], ['-p', config, '--noEmit']));
  }
  return results.find(({ failed }) => failed > 0) ?? results[0];
}

export async function lint({ project }) {
  return await check(project, ['@biomejs', 'biome', 'bin', 'biome'], ['check', '.']);
}

/**
 * A host of a test lives for seconds. What .NET would compile a second time, and better, is half of such a life's work, and never pays.
 * `npm run prove` and `npm run bench` run hosts as a server does.
 */
const shortLives = { DOTNET_TieredCompilation: '0' };

/** Folders whose tests start whole venues: these wait more than they work, so four run at a time. */
const venues = ['test/commands/', 'test/e2e/', 'test/main-job/', 'test/venue/'];
/** Each of these times what it does: one at a time, beside one core's worth of other work. */
const inTurn = ['test/campaigns/'];
/** But this one, which waits for one server to come up again and again. */
const killed = 'test/campaigns/crash';

/** Everything in two runs but the campaigns; what was asked for by name in one. */
export async function jest(context, args) {
  if (args.length > 0) return await runJest(context, args);
  // A third worker uses what the others wait.
  const most = ['--maxWorkers=3', `--testPathIgnorePatterns=${[...venues, ...inTurn].join('|')}`];
  const runs = [await runJest(context, most), await runJest(context, ['--maxWorkers=4', ...venues])];
  const sum = (count) => runs.reduce((total, run) => total + run[count], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    note: '',
    names: runs.flatMap(({ names }) => names),
    files: runs.flatMap(({ files }) => files),
  };
}

/** The tests that start no process, see rooms.mjs. Some wait for a deadline: a third worker uses that time. */
export async function quickJest(context) {
  const places = ['test/[^/]+\\.test\\.ts$', ...quickRooms.map((room) => `test/${room}/`)];
  const which = ['--testPathIgnorePatterns=/processes/', '--testPathPatterns', ...places];
  return await runJest(context, ['--maxWorkers=3', ...which]);
}

/** The short campaigns, but the kills. */
export async function campaigns(context) {
  return await runJest(context, [...inTurn, '--runInBand', `--testPathIgnorePatterns=${killed}`]);
}

/** The kills of a server: a core's worth of work, as Pester is. */
export async function kills(context) {
  return await runJest(context, ['--runInBand', killed]);
}

async function runJest({ project, env }, args) {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-jest-'));
  const report = join(folder, 'report.json');
  const program = join(project, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  try {
    const { code } = await runStage(
      getNode(project).path,
      [...flags, program, '--json', `--outputFile=${report}`, ...args],
      { cwd: project, env: { ...env, ...shortLives } },
    );
    return { ...countsOfJest(project, report, code), note: '' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Chromium for test/e2e, and for the pages of another origin. Only where these are among what runs. */
export async function browser({ project, env, say }, args) {
  if (!wantsBrowser(project, args)) return skipped('no browser test was asked for');
  return await orProblem(async () => say('browser', `Chromium ${await ensureChromium(env)}`));
}

/** What moves the clock of a venue. Only where a test that does so is among what runs. */
export async function clock({ env, say }, args) {
  const moves = ['campaigns', 'clock', 'main-job', 'outages'];
  if (args.length > 0 && !args.some((arg) => moves.some((word) => arg.includes(word))))
    return skipped('no test that moves a clock was asked for');
  return await orProblem(async () => say('clock', `libfaketime ${await ensureFaketime(env)}`));
}

const wantsBrowser = (project, args) =>
  existsSync(join(project, 'test', 'e2e')) &&
  (args.length === 0 || args.some((arg) => /e2e|campaigns|attacks/.test(arg)));

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

export async function pester({ project, env }) {
  const script = join(project, 'test', 'scripts', 'Invoke-Tests.ps1');
  if (!existsSync(script)) return skipped('no test/scripts/Invoke-Tests.ps1');
  const { file, args } = readKnown(project, env);
  const { code, output } = await runStage(file, [...args, '-NoProfile', '-NonInteractive', '-File', script], {
    cwd: project,
    // Colours between the figures would hide them from the pattern below.
    env: { ...env, ...shortLives, NO_COLOR: '1' },
    keep: true,
  });
  const counts = [...output.matchAll(/^\s*(\d+) passed, (\d+) failed\s*$/gm)].at(-1);
  if (!counts) return { passed: 0, failed: 1, note: 'said no "N passed, N failed"' };
  const failed = Number(counts[2]);
  const names = [...output.matchAll(/^\[-\] (.+)$/gm)].map(([, name]) => name);
  return { passed: Number(counts[1]), failed: failed === 0 && code !== 0 ? 1 : failed, note: '', names };
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

async function check(project, module, args) {
  const program = join(project, 'node_modules', ...module);
  const { code } = await runStage(getNode(project).path, [program, ...args], { cwd: project });
  return { passed: 0, failed: code === 0 ? 0 : 1, note: '' };
}
