/** The built command line in a process of its own, as a person or a script runs it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { OF_THE_MACHINE } from '../../venue/server-process.js';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Standard input, which then ends. Default: nothing. */
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Default: the program's own. */
  readonly entry?: string;
}

export const MAIN = resolve('dist', 'bundle', 'main.js');

/** Killed when it hasn't ended within a minute. */
export function runCommand(
  words: readonly string[],
  { input = '', env = {}, entry = MAIN }: RunOptions = {},
): Promise<Ended> {
  const machine = Object.fromEntries(OF_THE_MACHINE.map((name) => [name, process.env[name]]));
  const child = spawn(process.execPath, [entry, ...words], {
    env: { ...machine, ...env },
  });
  const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // One that reads nothing may have ended before it was written.
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status) => {
      clearTimeout(late);
      done({ status, stdout, stderr });
    });
  });
}

/** A data folder of its own, gone after the work. */
export async function inFolder<T>(work: (env: NodeJS.ProcessEnv, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-command-'));
  try {
    return await work({ VENUE_CONTROL_DATA: folder }, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
