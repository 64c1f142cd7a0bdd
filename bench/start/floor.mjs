/** The least that could do the job: a bare `node:http` and one `pwsh`, started beside each other, each asked once. */
import { spawn } from 'node:child_process';
import { said } from '../practice-venue.mjs';

const SERVER = `require('node:http').createServer((_, answer) => answer.end('{}')).listen(0, '127.0.0.1', function () { console.log(this.address().port); })`;

/** Resolves when both have answered; they continue until `stop`. */
export async function startFloor({ file, args }) {
  const server = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const shell = spawn(file, [...args, '-NoProfile', '-NonInteractive', '-Command', '-'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  shell.stdin.write('(Get-Date).Year\n');
  const asked = said(server.stdout, /^\d+\n/).then((port) => fetch(`http://127.0.0.1:${Number(port)}/`));
  await Promise.all([asked, said(shell.stdout, /\d{4}/)]);
  return {
    pids: [server.pid, shell.pid],
    stop() {
      for (const child of [server, shell]) child.kill('SIGKILL');
    },
  };
}
