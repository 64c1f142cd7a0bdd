/** Runs another program of this machine to its end: the few that installing needs. */
import { spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';

interface RunOptions {
  /** Default: ours. */
  readonly env?: NodeJS.ProcessEnv;
  /** Default: two minutes. */
  readonly limitMs?: number;
}

/** Another program ended otherwise than well; `said` is what it wrote of that, `printed` what it printed before. */
export class ProgramFailed extends Error {
  override readonly name = 'ProgramFailed';
  readonly said: string;
  readonly printed: string;

  constructor(program: string, said: string, { printed = '', cause }: { printed?: string; cause?: unknown }) {
    super(`${program}: ${said}`, { cause });
    this.said = said;
    this.printed = printed;
  }
}

/** Answers what it printed. Throws ProgramFailed, with its own words, when it ends otherwise than well, isn't there, or takes longer than the limit. */
export async function runProgram(
  file: string,
  words: readonly string[],
  { limitMs = 120_000, env = process.env }: RunOptions = {},
): Promise<string> {
  const child = spawn(file, words, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  const ended = new Promise<string | undefined>((done, fail) => {
    child.once('error', (cause) => fail(new ProgramFailed(basename(file), cause.message, { cause })));
    child.once('close', (code, signal) => done(code === 0 ? undefined : `it ended with ${code ?? signal}`));
  });
  const [wrong, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (wrong === undefined) return stdout;
  throw new ProgramFailed(basename(file), stderr.trim() || stdout.trim() || wrong, { printed: stdout });
}

/** Windows' own program for access lists, for a folder that is closed. Answers what it said, in one line without a full stop, where it failed. */
export async function runIcacls(words: readonly string[]): Promise<string | undefined> {
  const program = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'icacls.exe');
  try {
    await runProgram(program, words);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    return error.said.replaceAll(/\s+/g, ' ').replace(/\.$/, '');
  }
}
