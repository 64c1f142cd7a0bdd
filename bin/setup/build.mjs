import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getNode, projectFolder } from '../runtime.mjs';
import { withLock } from './lock.mjs';
import { Problem } from './problem.mjs';
import { runCommand } from './run-command.mjs';
import { lockOf } from './set-up.mjs';

/** The program that every command runs. */
export const entryOf = (project) => join(project, 'dist', 'main.js');

/** True when dist isn't what the sources say now. Looks at names, sizes and times only: a few milliseconds. */
export function isStale(project = projectFolder) {
  return !existsSync(entryOf(project)) || readStamp(project) !== digestOf(project);
}

/**
 * Compiles src to dist when dist is stale; `always` also when it isn't. A source that doesn't compile leaves the old dist
 * as it was and throws a Problem with the compiler's words.
 */
export async function build({ project = projectFolder, say, always = false }) {
  if (!always && !isStale(project)) return;
  await withLock(lockOf(project), say, async () => {
    if (!always && !isStale(project)) return;
    const since = Date.now();
    await compile(project);
    say('build', `src to dist, ${((Date.now() - since) / 1000).toFixed(1)} s`);
  });
}

async function compile(project) {
  // Before the compiler reads: what is saved while it works makes the next start build again.
  const digest = digestOf(project);
  rmSync(stampOf(project), { force: true });
  const compiler = join(project, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [compiler, '-p', 'tsconfig.json', '--noEmitOnError', '--pretty', 'false'];
  const result = await runCommand(getNode(project).path, args, { cwd: project });
  if (!result.ok)
    throw new Problem(
      `The sources don't compile. Put right what the compiler says:\n${result.output.trim()}`,
    );
  removeOrphans(project);
  mkdirSync(join(project, 'dist'), { recursive: true });
  writeFileSync(stampOf(project), digest);
}

/** What the compiler wrote for a source that is gone or has moved must not be there to be imported. */
function removeOrphans(project) {
  const source = join(project, 'src');
  for (const file of filesBelow(join(project, 'dist'))) {
    const stem = /^(.+)\.js(\.map)?$/.exec(file)?.[1];
    // dist/console is the browser's, and another build's.
    if (!stem || file.startsWith('console')) continue;
    if (!existsSync(join(source, `${stem}.ts`))) rmSync(join(project, 'dist', file));
  }
}

function digestOf(project) {
  const hash = createHash('sha256');
  const sources = filesBelow(join(project, 'src')).filter((file) => !file.startsWith('console'));
  for (const file of [...sources.map((name) => join('src', name)), 'tsconfig.json', 'package.json']) {
    const { size, mtimeMs } = statSync(join(project, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(folder, prefix = '') {
  if (!existsSync(folder)) return [];
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = join(prefix, entry.name);
    if (entry.isDirectory()) found.push(...filesBelow(join(folder, entry.name), name));
    else found.push(name);
  }
  return found.sort();
}

function readStamp(project) {
  return existsSync(stampOf(project)) ? readFileSync(stampOf(project), 'utf8') : undefined;
}

function stampOf(project) {
  return join(project, 'dist', '.built-from');
}
