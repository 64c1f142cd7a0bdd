import { join } from 'node:path';
import { getNode, projectFolder } from '../runtime.mjs';
import { assembly } from './assembly.mjs';
import { framework } from './framework.mjs';
import { images } from './images.mjs';
import { withLock } from './lock.mjs';
import { packages } from './packages.mjs';
import { pester } from './pester.mjs';
import { powerShell } from './powershell.mjs';
import { Problem } from './problem.mjs';
import { transactSql } from './transact-sql.mjs';

/** The Node that runs the program: nothing to do but to be there once the packages are. */
const node = {
  name: 'node',
  found: ({ project }) => {
    const { version, source } = getNode(project);
    return `${version}, ${source}`;
  },
};

/**
 * Brings the project from a bare copy to "can run" and, with `test`, to "can test". Says one line a step and
 * does only what isn't done yet; with `bare` packages and Node are all. Throws a Problem when a person has to help.
 */
export async function setUp({
  project = projectFolder,
  env = process.env,
  test = false,
  bare = false,
  say = sayTo(process.stdout),
} = {}) {
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new Problem(
      `Node 20 or newer is needed to set up, this is ${process.versions.node}. Install Node 24 (https://nodejs.org/en/download).`,
    );
  }
  const where = { project, env };
  const more = bare ? [] : [powerShell, images, framework, assembly, ...(test ? [pester, transactSql] : [])];
  for (const step of [packages, node, ...more]) {
    const found = step.found(where);
    say(step.name, found ?? (await doStep(step, where, say)));
  }
}

/** Under the lock, and checked again: the set-up that was waited for may have done it. */
function doStep(step, where, say) {
  return withLock(lockOf(where.project), say, async () => {
    const found = step.found(where);
    if (found) return found;
    say(step.name, step.work);
    return await step.run(where);
  });
}

/** The one lock of set-up and build. */
export function lockOf(project) {
  return join(project, '.tools', 'setup.lock');
}

/** One line a step, to that stream. */
export function sayTo(stream) {
  return (name, text) => stream.write(`${name.padEnd(11)} ${text}\n`);
}
