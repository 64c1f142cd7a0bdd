/** What `npm run prove` and `npm run bench` share: names, and one program that runs the one named. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { parseArgs } from 'node:util';
import { getNode, projectFolder } from '../runtime.mjs';
import { build } from './build.mjs';
import { Problem } from './problem.mjs';
import { sayTo, setUp } from './set-up.mjs';

/**
 * Help for `--help` anywhere and for no name (exit code 2), else set-up, build when stale, and `program` under Node 24 with the same
 * arguments and this console; signals are passed on. Resolves to the exit code. `kind` is what a name is called in words;
 * `numbers`, `texts` and `switches` are the options that it takes. `confirm` is given the name and what was said, and may throw; where it
 * answers `{ bare: true }`, packages and Node are all that is set up.
 */
export async function runNamed({
  kind,
  names,
  help,
  program,
  numbers,
  texts = [],
  switches,
  flags = [],
  forTests = false,
  confirm = () => ({ bare: false }),
}) {
  const [name, ...args] = process.argv.slice(2);
  const asksForHelp = process.argv.includes('--help');
  if (asksForHelp || name === undefined || name.startsWith('-')) {
    process.stdout.write(help);
    return asksForHelp ? 0 : 2;
  }
  if (!names.includes(name)) throw new Problem(`There is no ${kind} "${name}". Known: ${names.join(', ')}.`);
  const { bare } = confirm(name, readOptions(args, { numbers, texts, switches }));
  const say = sayTo(process.stderr);
  await setUp({ test: forTests, bare, say });
  if (!bare) await build({ say });
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

/** Here, and not after minutes of set-up and build. */
function readOptions(args, { numbers, texts, switches }) {
  const options = Object.fromEntries([
    ...[...numbers, ...texts].map((name) => [name, { type: 'string' }]),
    ...switches.map((name) => [name, { type: 'boolean' }]),
  ]);
  const known = [
    ...numbers.map((name) => `--${name} N`),
    ...texts.map((name) => `--${name} TEXT`),
    ...switches.map((name) => `--${name}`),
  ].join(', ');
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new Problem(`${error.message.split('. ')[0]}. Known: ${known}.`);
  }
  for (const name of numbers)
    if (values[name] !== undefined && !/^[1-9]\d{0,8}$/.test(values[name]))
      throw new Problem(`--${name} takes a whole number from 1 on, not "${values[name]}".`);
  return values;
}
