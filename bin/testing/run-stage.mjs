import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** A stage that hangs must not hold a build machine for ever. */
const limit = 40 * 60_000;

/**
 * Runs one stage's program with its output shown as it comes. Resolves to `{ code, output }`; `output` is what went to
 * stdout, kept only when `keep` is set. A signal to us ends it first.
 */
export function runStage(file, args, { cwd, env = process.env, keep = false }) {
  return new Promise((done, fail) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', keep ? 'pipe' : 'inherit', 'inherit'] });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    const onSignal = (signal) => {
      child.once('close', () => process.exit(128 + constants.signals[signal]));
      child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, onSignal);
    const timer = setTimeout(() => {
      console.error(`Not done after ${limit / 60_000} minutes: ended.`);
      child.kill('SIGKILL');
    }, limit);
    child.on('error', fail);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      for (const name of signals) process.off(name, onSignal);
      done({ code: code ?? 128 + constants.signals[signal], output });
    });
  });
}
