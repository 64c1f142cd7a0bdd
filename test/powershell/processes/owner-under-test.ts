/** A server in miniature that may be killed: test/fixtures/pool-owner.mjs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Resolves with its pools' hosts once its script `Invoke-Hang` has begun. */
export async function startOwner(parameters: object): Promise<{ owner: ChildProcess; hosts: number[] }> {
  const words = ['test/fixtures/pool-owner.mjs', 'Invoke-Hang', JSON.stringify(parameters)];
  const owner = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
  });
  const [line] = await once(createInterface({ input: owner.stdout }), 'line');
  return { owner, hosts: JSON.parse(String(line)) };
}
