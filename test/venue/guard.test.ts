/** The test run may be killed: the venue it started ends all the same. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesOf } from './processes-of.mjs';

const hooks = resolve('test', 'fixtures', 'typescript-hooks.mjs');
let runner: ChildProcess | undefined;

afterEach(() => runner?.kill('SIGKILL'));

async function startRunner(): Promise<{ child: ChildProcess; folder: string }> {
  const child = spawn(process.execPath, ['--import', hooks, resolve('test', 'venue', 'venue-program.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  runner = child;
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, folder: JSON.parse(line).folder };
}

async function leavesNothing(folder: string): Promise<void> {
  const isThere = () => existsSync(folder) || processesOf(folder).length > 0;
  for (const deadline = Date.now() + 20_000; isThere() && Date.now() < deadline; ) await sleep(50);
  expect([processesOf(folder), existsSync(folder)]).toEqual([[], false]);
}

test('a venue ends, and its folder goes, when its runner is killed', async () => {
  const { child, folder } = await startRunner();
  expect(processesOf(folder).some(({ command }) => command.includes('pwsh'))).toBe(true);
  child.kill('SIGKILL');
  await leavesNothing(folder);
});
