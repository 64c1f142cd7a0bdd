/** Runs another program of this machine to its end: the few that installing needs. */
import { execFile } from 'node:child_process';
import { basename } from 'node:path';

export interface RunAs {
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  readonly limitMs?: number;
}

/** Another program ended otherwise than well; `said` is what it wrote of that. */
export class ProgramFailed extends Error {
  override readonly name = 'ProgramFailed';
  readonly said: string;

  constructor(program: string, said: string, cause: unknown) {
    super(`${program}: ${said}`, { cause });
    this.said = said;
  }
}

/** Answers what it printed. Throws ProgramFailed, with its own words, when it ends otherwise than well, isn't there, or takes longer than two minutes. */
export function runProgram(
  file: string,
  words: readonly string[],
  { limitMs = 120_000, ...how }: RunAs = {},
): Promise<string> {
  const options = {
    ...how,
    timeout: limitMs,
    killSignal: 'SIGKILL' as const,
    windowsHide: true,
    maxBuffer: 16_000_000,
  };
  return new Promise((done, fail) => {
    execFile(file, words, options, (error, stdout, stderr) => {
      if (!error) return done(stdout);
      const said = stderr.trim() || stdout.trim() || error.message;
      fail(new ProgramFailed(basename(file), said, error));
    });
  });
}
