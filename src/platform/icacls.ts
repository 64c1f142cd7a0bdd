/** Windows' own program for access lists, for a folder that is closed. */
import { join } from 'node:path';
import { ProgramFailed, runProgram } from './windows-service/run-program.js';

/** Answers what it said, in one line without a full stop, where it failed. */
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
