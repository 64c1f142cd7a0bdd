import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** Writes beside the bundle which commit it is of, for src/config/config.ts; nothing in a copy of the sources without git. */
export async function writeCommit(project) {
  const file = join(project, 'dist', 'bundle', 'commit');
  if (!existsSync(join(project, 'dist', 'bundle'))) return;
  const isRepository = existsSync(join(project, '.git'));
  const { ok, output } = isRepository
    ? await runCommand('git', ['rev-parse', '--verify', 'HEAD'], { cwd: project })
    : { ok: false, output: '' };
  if (!ok) return rmSync(file, { force: true });
  const commit = `${output.trim().slice(0, 12)}\n`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== commit) writeFileSync(file, commit);
}
