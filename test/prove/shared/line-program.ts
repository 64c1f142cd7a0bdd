/** A program of test/prove, such as `race/lock`, in its own process: asked and answers line by line. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { OF_THE_MACHINE } from '../../venue/server-process.js';

const hooks = new URL('../../fixtures/typescript-hooks.mjs', import.meta.url).href;

export interface LineProgram {
  readonly pid: number;
  ask(line: string): Promise<string>;
  kill(): Promise<void>;
}

/** Resolves once it has said that it is ready. */
export const startLineProgram = (name: string, ...args: readonly string[]): Promise<LineProgram> =>
  startLineProgramBy([], name, ...args);

/** By a command that runs the rest of its line, such as `unshare --net`. */
export async function startLineProgramBy(
  by: readonly string[],
  name: string,
  ...args: readonly string[]
): Promise<LineProgram> {
  const program = fileURLToPath(new URL(`../${name}.ts`, import.meta.url));
  const [file = '', ...words] = [...by, process.execPath, '--import', hooks, program, ...args];
  const child: ChildProcess = spawn(file, words, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: Object.fromEntries(OF_THE_MACHINE.map((variable) => [variable, process.env[variable]])),
  });
  if (!child.stdout || !child.stdin) throw new Error(`${name} has no pipes`);
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${name} has ended with ${child.exitCode}`);
    return value;
  };
  await next();
  return {
    pid: child.pid ?? 0,
    ask(line) {
      stdin.write(`${line}\n`);
      return next();
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
