import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { getNode, projectFolder } from '../runtime.mjs';
import { entryOf } from './bundle-program.mjs';
import { readKnown } from './powershell.mjs';
import { nodeFlags, programEnvironment } from './program-environment.mjs';

/**
 * Runs the program under Node 24 with this process' own console, passes signals on and resolves to its exit code
 * (128 + the signal's number when a signal ended it).
 */
export function launch(args, { project = projectFolder } = {}) {
  const words = [...nodeFlags, '--enable-source-maps', entryOf(project), ...args];
  const child = spawn(getNode(project).path, words, {
    stdio: 'inherit',
    env: { ...programEnvironment, ...withPowerShell(project) },
  });
  // Ctrl+C at a terminal also reaches the child directly; on Windows it reaches it only so, and `kill` would not be polite.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => process.platform !== 'win32' && child.kill(signal));
  }
  // Without a listener Node opens a debugger here too.
  process.on('SIGUSR1', () => undefined);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]));
  });
}

/** The program prefers the pinned PowerShell when it finds one; where set-up chose this machine's own, that is the one to use. */
function withPowerShell(project) {
  const known = readKnown(project);
  if (process.env.VENUE_CONTROL_PWSH || !known || known.args.length > 0) return process.env;
  return { ...process.env, VENUE_CONTROL_PWSH: known.file };
}
