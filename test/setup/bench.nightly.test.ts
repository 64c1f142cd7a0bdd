/** `npm run bench`: its command. The benches themselves are too long and too loud for a test. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

function bench(...args: string[]) {
  return spawnSync(process.execPath, [resolve('bin', 'bench.mjs'), ...args], { encoding: 'utf8' });
}

test('the command names every bench there is, and no other one', () => {
  const help = bench('--help');
  expect(help.status).toBe(0);
  const names = readdirSync('bench').filter((file) => file.endsWith('.bench.mjs'));
  const all = names.map((file) => file.replace('.bench.mjs', '')).join(', ');
  expect(help.stdout).toContain(all);
  expect(bench().status).toBe(2);
  const unknown = bench('nothing');
  expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining(all)]);
});

test('a mistake in the options is said in a sentence, before anything is built', () => {
  expect(bench('hosts', '--help')).toMatchObject({ status: 0, stdout: bench('--help').stdout });
  const mistake = (...args: string[]) => {
    const { status, stdout, stderr } = bench('hosts', ...args);
    expect([status, stdout]).toEqual([1, '']);
    return stderr.trim();
  };
  expect(mistake('--cuont', '3')).toBe("Unknown option '--cuont'. Known: --rounds N, --json.");
  expect(mistake('--rounds', 'x')).toBe('--rounds takes a whole number from 1 on, not "x".');
  expect(mistake('5')).toBe("Unexpected argument '5'. Known: --rounds N, --json.");
});
