/** Runs a program of fixtures/ in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const hooks = new URL('../../fixtures/typescript-hooks.mjs', import.meta.url).href;

export function startProgram(name: string, ...args: readonly string[]): ChildProcess {
  const program = fileURLToPath(new URL(`../fixtures/${name}.ts`, import.meta.url));
  return spawn(process.execPath, ['--import', hooks, program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
}

/** What it printed, once it has ended well. */
export async function runProgram(name: string, ...args: readonly string[]): Promise<string> {
  const child = startProgram(name, ...args);
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${name} ended with ${code}.`);
  return printed;
}
