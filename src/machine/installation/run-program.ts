/** Runs another program of this machine to its end: the few that installing needs. */
import { execFile } from 'node:child_process';

export interface RunAs {
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  readonly limitMs?: number;
}

/** Answers what it printed. Throws with its own words when it ends otherwise than well, isn't there, or takes longer than two minutes. */
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
      fail(new Error(`${file} ${words[0] ?? ''}: ${said}`, { cause: error }));
    });
  });
}
