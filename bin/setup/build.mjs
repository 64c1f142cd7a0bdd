import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { getNode, projectFolder } from '../runtime.mjs';
import { bundleConsole, isConsoleStale } from './build-console.mjs';
import { bundleProgram, entryOf, writeCommit } from './bundle-program.mjs';
import { withLock } from './lock.mjs';
import { Problem } from './problem.mjs';
import { runCommand } from './run-command.mjs';
import { lockOf } from './set-up.mjs';
import { digestOf, filesBelow, readStamp, writeStamp } from './staleness.mjs';

/** True when dist isn't what the sources say now. Checks names, sizes and times only: a few milliseconds. */
export function isStale(project = projectFolder) {
  return isProgramStale(project) || isConsoleStale(project);
}

/**
 * Compiles src and rehearsal into dist and bundles them, and bundles console/, side by side, each when it is
 * stale; `always` also when it isn't. A source that doesn't compile leaves what it would have replaced as it
 * was and throws a Problem with the compiler's words.
 */
export async function build({ project = projectFolder, say, always = false }) {
  if (always || isStale(project)) await buildLocked(project, say, always);
  // Also when no source has changed since: the commit may have.
  await writeCommit(project);
}

function buildLocked(project, say, always) {
  return withLock(lockOf(project), say, async () => {
    const work = [];
    if (always || isProgramStale(project))
      work.push(timed('src and rehearsal to dist', makeProgram, project, say));
    if (isConsoleStale(project)) work.push(timed('console to dist/console', bundleConsole, project, say));
    const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
  });
}

async function timed(what, run, project, say) {
  const since = Date.now();
  await run(project);
  say('build', `${what}, ${((Date.now() - since) / 1000).toFixed(1)} s`);
}

function isProgramStale(project) {
  return !existsSync(entryOf(project)) || readStamp(stampOf(project)) !== sources(project);
}

async function makeProgram(project) {
  // Before the compiler reads: what is saved while it works makes the next start build again.
  const digest = sources(project);
  rmSync(stampOf(project), { force: true });
  await compile(project);
  removeOrphans(project);
  await bundleProgram(project);
  writeStamp(stampOf(project), digest);
}

async function compile(project) {
  const compiler = join(project, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [compiler, '-p', 'tsconfig.json', '--noEmitOnError', '--pretty', 'false'];
  const result = await runCommand(getNode(project).path, args, { cwd: project });
  if (!result.ok)
    throw new Problem(
      `The sources don't compile. Put right what the compiler says:\n${result.output.trim()}`,
    );
}

/** What the compiler wrote for a source that is gone or has moved must not be there to be imported. */
function removeOrphans(project) {
  for (const file of filesBelow(join(project, 'dist'))) {
    const stem = /^(.+)\.js(\.map)?$/.exec(file)?.[1];
    // These two are bundlers', not the compiler's.
    if (!stem || file.startsWith('console') || file.startsWith('bundle')) continue;
    if (!existsSync(join(project, `${stem}.ts`))) rmSync(join(project, 'dist', file));
  }
}

function sources(project) {
  const files = ['src', 'rehearsal'].flatMap((folder) =>
    filesBelow(join(project, folder)).map((name) => join(folder, name)),
  );
  const data = join('scripts', 'services', 'Services.json');
  const makers = ['tsconfig.json', 'rolldown.config.mjs', 'package-lock.json'];
  return digestOf(project, [...files, data, ...makers]);
}

function stampOf(project) {
  return join(project, 'dist', '.built-from');
}
