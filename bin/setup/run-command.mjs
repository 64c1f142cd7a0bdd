import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end with its output kept back, so that a good run is quiet.
 * Resolves to `{ ok, code, output, timedOut, missing }`; `missing` when there is no such program. Never rejects.
 * `limit` is in milliseconds, default 10 minutes.
 */
export function runCommand(file, args, { cwd, env = process.env, limit = 600_000, shell = false } = {}) {
  return new Promise((done) => {
    // With a shell Node joins the arguments unquoted and warns about it: ours are fixed words, only the file needs quotes.
    const [program, words] = shell ? [[`"${file}"`, ...args].join(' '), []] : [file, args];
    const child = spawn(program, words, {
      cwd,
      env,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    let timedOut = false;
    const keep = (chunk) => {
      output = (output + chunk).slice(-200_000);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, limit);
    // Ended by a signal, we end what we started first: an npm that lived on would write under the next set-up's hands.
    const onSignal = (signal) => {
      child.once('close', () => process.exit(128 + constants.signals[signal]));
      child.kill('SIGTERM');
    };
    for (const signal of signals) process.on(signal, onSignal);
    const end = (result) => {
      clearTimeout(timer);
      for (const signal of signals) process.off(signal, onSignal);
      done({ output, timedOut, missing: false, ...result });
    };
    child.on('error', (error) => end({ ok: false, code: undefined, missing: error.code === 'ENOENT' }));
    child.on('close', (code) => end({ ok: code === 0, code }));
  });
}

/** The last few lines of a failed program's output, for the person who has to read why. */
export function lastLines(output, count = 6) {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.slice(-count).join('\n');
}

/** True when the output says that no server answered, rather than that something was wrong with the request. */
export function saysUnreachable(output) {
  return /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|network|NU1301|Unable to load the service index|No such host|Connection refused/i.test(
    output,
  );
}
