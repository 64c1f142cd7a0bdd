/** A second process that ends our venues when this one is killed before it could. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./guard-program.mjs', import.meta.url));
let guard: ChildProcess | undefined;

/** From now on the venue of that data folder ends with this process, however this one ends. */
export function watchOver(folder: string): void {
  guard ??= start();
  guard.stdin?.write(`+${folder}\n`);
}

/** It has been stopped, and its folder removed. */
export function letGo(folder: string): void {
  guard?.stdin?.write(`-${folder}\n`);
}

/** Detached: a Ctrl+C that ends us must not end it. It holds no one up. */
function start(): ChildProcess {
  const child = spawn(process.execPath, [program], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return child;
}
