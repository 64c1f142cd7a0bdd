import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { getNode } from '../runtime.mjs';
import { Problem } from './problem.mjs';
import { runCommand } from './run-command.mjs';

/** The program that every command runs. */
export const entryOf = (project) => join(project, 'dist', 'bundle', 'main.js');

/** Bundles dist to dist/bundle by rolldown.config.mjs; throws a Problem with the bundler's words, and leaves the older bundle then. */
export async function bundleProgram(project) {
  const bundler = join(project, 'node_modules', 'rolldown', 'bin', 'cli.mjs');
  const args = [bundler, '--config', 'rolldown.config.mjs', '--log-level', 'warn'];
  const result = await runCommand(getNode(project).path, args, { cwd: project });
  if (!result.ok || !existsSync(entryOf(project))) {
    throw new Problem(`The program doesn't bundle. Put right what Rolldown says:\n${result.output.trim()}`);
  }
}
