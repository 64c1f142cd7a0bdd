/** What only more than one process, or the end of one, can show of the machine's adapters. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lockDataFolder } from '../../../src/platform/data-folder/lock.js';
import { folderOfTest } from '../../fixtures/folder-of-test.js';
import { type LineProgram, startLineProgram } from '../../prove/shared/line-program.js';

const hooks = resolve('test', 'fixtures', 'typescript-hooks.mjs');
const program = resolve('test', 'platform', 'processes', 'machine-program.ts');
const folder = folderOfTest();

async function run(
  ...words: readonly string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['--import', hooks, program, ...words], { timeout: 30_000 });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

test('processes that open the keys of a new venue at the same moment have the same ones', async () => {
  for (let round = 0; round < 3; round += 1) {
    const data = folder(String(round));
    const moment = String(Date.now() + 1500);
    const signed = await Promise.all([1, 2, 3].map(() => run('keys', data, moment)));
    expect(new Set(signed.map(({ stdout }) => stdout)).size).toBe(1);
    expect(signed[0]?.stdout).toMatch(/^[0-9a-f]{192}$/);
    expect(readdirSync(join(data, 'keys')).sort()).toEqual(['audit.key', 'code.key', 'pin-pepper.key']);
  }
});

test.each([
  ['debug', ['debug', 'info', 'warn', 'error']],
  ['warn', ['warn', 'error']],
  ['error', ['error']],
  ['silent', []],
])('at level %s stderr shows %j, stdout nothing, and the file keeps info and above', async (level, shown) => {
  const levels = (text: string) => [...text.matchAll(/"msg":"of (\w+)"/g)].map(([, name]) => name);
  const { code, stdout, stderr } = await run('log', folder(), level);
  expect([code, stdout]).toEqual([0, '']);
  expect(levels(stderr)).toEqual(shown);
  expect(levels(readFileSync(folder('logs', 'server.jsonl'), 'utf8'))).toEqual(['info', 'warn', 'error']);
});

test('a sleep of the clock keeps no process alive', async () => {
  const since = performance.now();
  expect((await run('sleep')).code).toBe(0);
  expect(performance.now() - since).toBeLessThan(20_000);
});

describe('the lock of a data folder', () => {
  let other: LineProgram | undefined;
  afterEach(() => other?.kill());

  it('is refused while another process holds it, stopped or not, and free once that was killed', async () => {
    other = await startLineProgram('race/lock', folder());
    expect(await other.ask('lock')).toBe('held');
    const refusal = `Another server (process ${other.pid}) uses the data folder ${folder()}.`;
    expect(() => lockDataFolder(folder())).toThrow(refusal);
    process.kill(other.pid, 'SIGSTOP');
    expect(() => lockDataFolder(folder())).toThrow(refusal);
    await other.kill();
    const lock = lockDataFolder(folder());
    expect(JSON.parse(readFileSync(folder('server.lock'), 'utf8')).pid).toBe(process.pid);
    lock.release();
  });
});
