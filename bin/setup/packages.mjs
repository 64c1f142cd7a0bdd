import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findOnPath } from '../runtime.mjs';
import { Problem } from './problem.mjs';
import { lastLines, runCommand, saysUnreachable } from './run-command.mjs';

const isWindows = process.platform === 'win32';
const again = 'then run: node bin/setup.mjs';

/** The step that brings node_modules to what package-lock.json says. */
export const packages = {
  name: 'packages',
  found: ({ project }) => (isInstalled(project) ? 'as package-lock.json says' : undefined),
  work: 'npm ci, without install scripts',
  async run({ project, env }) {
    const npm = findNpm(env);
    if (!npm) {
      throw new Problem(
        `npm was not found. Install Node with npm (https://nodejs.org/en/download), ${again}`,
      );
    }
    const args = [
      ...npm.args,
      'ci',
      '--ignore-scripts',
      // NODE_ENV=production would leave out the compiler and with it the build.
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
      '--no-progress',
      '--loglevel=error',
      '--fetch-retries=2',
      '--fetch-retry-mintimeout=1000',
      '--fetch-retry-factor=3',
      '--fetch-timeout=60000',
    ];
    const result = await runCommand(npm.file, args, { cwd: project, env, shell: npm.shell });
    if (!result.ok) throw new Problem(whyNpmFailed(result));
    return 'installed as package-lock.json says';
  },
};

/**
 * npm writes its own record of what it installed when it is done, and not before: compared with the lock it also
 * sees an `npm install` by hand and a run that was cut. A folder that someone removed is seen as well. Packages for other platforms are in the lock only.
 */
function isInstalled(project) {
  const wanted = readPackages(join(project, 'package-lock.json'));
  const installed = readPackages(join(project, 'node_modules', '.package-lock.json'));
  if (!wanted)
    throw new Problem(`There is no package-lock.json in ${project}. Get a whole copy of the project.`);
  if (!installed) return false;
  // npm ci succeeds without an optional package that it could not get; those made for this machine we need.
  const isElsewhere = ({ optional, os, cpu, libc }) =>
    optional && !([os].flat().includes(process.platform) && [cpu].flat().includes(process.arch) && !libc);
  const isSame = (path) =>
    installed[path]?.version === wanted[path]?.version &&
    installed[path]?.integrity === wanted[path]?.integrity;
  const isThere = (path) => existsSync(join(project, path, 'package.json'));
  return (
    Object.keys(installed).every((path) => isSame(path) && isThere(path)) &&
    Object.keys(wanted).every((path) => path === '' || isElsewhere(wanted[path]) || isSame(path))
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function whyNpmFailed({ output, timedOut }) {
  const why = lastLines(output, 4);
  return timedOut || saysUnreachable(output)
    ? `The npm registry did not answer. Connect this machine to the network, or set npm's "registry" to one it can reach, ${again}\n${why}`
    : `npm ci failed. Put right what npm says here, ${again}\n${why}`;
}

/** npm's own script, run by this very Node, where it can be found: on Windows `npm` is a batch file and needs a shell. */
function findNpm(env) {
  const home = dirname(process.execPath);
  const scripts = [
    env.npm_execpath?.endsWith('npm-cli.js') ? env.npm_execpath : '',
    join(home, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(home, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = scripts.find((path) => path && existsSync(path));
  if (script) return { file: process.execPath, args: [script], shell: false };
  const program = findOnPath(isWindows ? ['npm.cmd'] : ['npm'], env);
  return program && { file: program, args: [], shell: isWindows };
}
