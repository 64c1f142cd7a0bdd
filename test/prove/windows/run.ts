import { type SpawnSyncOptions, spawnSync } from 'node:child_process';

/** What a program says that has to end well. */
export function run(program: string, args: readonly string[], options: SpawnSyncOptions = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    ...options,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args[0]} failed: ${(error?.message ?? `${stdout}${stderr}`).slice(-2000)}`);
}
