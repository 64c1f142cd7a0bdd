import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs one stage's program with its output shown as it comes. Resolves to `{ code, output }`; `output` is what went to
 * stdout, kept only when `keep` is set. A signal to us ends it first, and a stage that hangs ends after `minutes`.
 */
export function runStage(
  file,
  args,
  { cwd, env = process.env, keep = false, minutes = 40, stdin = 'ignore' },
) {
  return new Promise((done, fail) => {
    const child = spawn(file, args, { cwd, env, stdio: [stdin, keep ? 'pipe' : 'inherit', 'inherit'] });
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
      console.error(`Not done after ${minutes} minutes: ended.`);
      child.kill('SIGKILL');
    }, minutes * 60_000);
    child.on('error', fail);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      for (const name of signals) process.off(name, onSignal);
      done({ code: code ?? 128 + constants.signals[signal], output });
    });
  });
}
