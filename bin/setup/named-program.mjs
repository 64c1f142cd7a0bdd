/** What `npm run prove` and `npm run bench` share: a folder of NAME<ending> files, and one program that runs the one named. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { getNode, projectFolder } from '../runtime.mjs';
import { build } from './build.mjs';
import { Problem } from './problem.mjs';
import { sayTo, setUp } from './set-up.mjs';

export function namesIn(folder, ending) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));
}

/**
 * Help for `--help` and for no name (exit code 2), else set-up, build when stale, and `program` under Node 24 with the same
 * arguments and this console; signals are passed on. Resolves to the exit code. `kind` is what a name is called in words.
 */
export async function runNamed({ kind, names, help, program, flags = [], forTests = false }) {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name.startsWith('-')) {
    process.stdout.write(help);
    return name === '--help' ? 0 : 2;
  }
  if (!names.includes(name)) throw new Problem(`There is no ${kind} "${name}". Known: ${names.join(', ')}.`);
  const say = sayTo(process.stderr);
  await setUp({ test: forTests, say });
  await build({ say });
  const child = spawn(
    getNode(projectFolder).path,
    ['--disable-warning=ExperimentalWarning', ...flags, program, name, ...args],
    { cwd: projectFolder, stdio: 'inherit' },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]));
  });
}
