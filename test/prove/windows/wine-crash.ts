/**
 * Wine's own server dies now and then (Wine 10: set_fd_signaled wakes up the owner of a file that another thread has closed), seldom since its
 * memory is used again late (wine.ts). Everything in that Wine then waits for ever, and no line says so: it is seen as a process that ended with a
 * failure while its first process still runs.
 */
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const LOOK_MS = 2_000;

export interface WineServerWatch {
  hasCrashed(): boolean;
  stop(): void;
}

/** `runner` is the process whose only child is the first process of that Wine; it is ended when the server has died. */
export function watchWineServer(runner: ChildProcess): WineServerWatch {
  let crashed = false;
  const timer = setInterval(() => {
    if (crashed || runner.pid === undefined || !isServerDead(runner.pid)) return;
    crashed = true;
    runner.kill('SIGKILL');
  }, LOOK_MS);
  return { hasCrashed: () => crashed, stop: () => clearInterval(timer) };
}

function isServerDead(runner: number): boolean {
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    const dead = statOf(Number(name));
    const isDead = dead?.name === 'wineserver64' && dead.state === 'Z' && dead.status !== 0;
    return isDead && statOf(dead.parent)?.parent === runner;
  });
}

/** Undefined: it is gone. */
function statOf(pid: number): { name: string; state: string; parent: number; status: number } | undefined {
  try {
    const [, name = '', state = '', parent = '', status = ''] =
      /^\d+ \((.*)\) (\S) (\d+) .* (\d+)$/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8').trim()) ?? [];
    return { name, state, parent: Number(parent), status: Number(status) };
  } catch {
    return undefined;
  }
}
