import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { getNode } from '../runtime.mjs';
import { compressFolder } from './compress.mjs';
import { Problem } from './problem.mjs';
import { runCommand } from './run-command.mjs';
import { digestOf, filesBelow, readStamp, writeStamp } from './staleness.mjs';

/** True when dist/console isn't what console/ and the documents of the help say now. */
export function isConsoleStale(project) {
  if (!existsSync(join(project, 'console'))) return false;
  return (
    !existsSync(join(project, 'dist', 'console', 'index.html')) ||
    readStamp(stampOf(project)) !== sources(project)
  );
}

/** Bundles console/ to dist/console, the help with it, compressed too. Sources that don't bundle leave the old one as it was and throw a Problem with the words. */
export async function bundleConsole(project) {
  const digest = sources(project);
  rmSync(stampOf(project), { force: true });
  const vite = join(project, 'node_modules', 'vite', 'bin', 'vite.js');
  const result = await runCommand(getNode(project).path, [vite, 'build', '--config', 'vite.config.mjs'], {
    cwd: project,
    // Whatever the caller's is: a build for development carries the paths of the machine that made it.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (!result.ok)
    throw new Problem(`The console doesn't build. Put right what Vite says:\n${result.output.trim()}`);
  await compressFolder(join(project, 'dist', 'console'));
  writeStamp(stampOf(project), digest);
}

function sources(project) {
  const files = filesBelow(join(project, 'console')).map((name) => join('console', name));
  const documents = filesBelow(join(project, 'docs')).filter((name) => DOCUMENT.test(name));
  const makers = ['build-console.mjs', 'compress.mjs'].map((name) => join('bin', 'setup', name));
  return digestOf(project, [
    ...files,
    ...documents.map((name) => join('docs', name)),
    ...makers,
    'vite.config.mjs',
    'package-lock.json',
  ]);
}

/** Below docs: the glossary, the pages of each kind, and the pictures that they show. */
const DOCUMENT =
  /^(?:(?:glossary|(?:tutorial|how-to|reference|explanation)[\\/][\w-]+)\.md|pictures[\\/]help-[\w-]+\.png)$/;

/** Beside the folder, which Vite empties. */
function stampOf(project) {
  return join(project, 'dist', '.console-built-from');
}
