/** docs/how-to/write-a-script.md shows a whole script in ten lines: it runs, exactly as it is there. And docs/reference/scripts.md is fresh. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makePool } from './pool-under-test.js';

const guide = readFileSync('docs/how-to/write-a-script.md', 'utf8');
const script = /<!-- ten-lines:[^\n]*-->\n```powershell\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';

describe('the script of the guide', () => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-guide-'));
  writeFileSync(join(folder, 'Get-Till.ps1'), script);
  const { pool, output, failure } = makePool({ scriptFolders: [folder] });
  beforeAll(() => pool.start());
  afterAll(async () => {
    await pool.stop();
    rmSync(folder, { recursive: true });
  });

  test('has ten lines, and one for each brace that closes', () => {
    const lines = script.trimEnd().split('\n');
    expect(lines.filter((line) => !/^[)}]$/.test(line)).length).toBeLessThanOrEqual(10);
  });

  test('takes what the guide sends and answers what the guide shows', async () => {
    const now = Date.now();
    const tills = await output('Get-Till', { Area: 'bar', Count: 2 });
    expect(tills).toEqual([
      { Area: 'bar', Till: 1, SeenAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/) },
      { Area: 'bar', Till: 2, SeenAt: expect.any(String) },
    ]);
    const [{ SeenAt }] = tills as [{ SeenAt: string }];
    expect(Math.abs(Date.parse(SeenAt) - now)).toBeLessThan(20_000);
    expect(await output('Get-Till', { Area: 'bar' })).toHaveLength(3);
  });

  test('warns while it runs, and its own checks refuse what it does not take', async () => {
    const heard: string[] = [];
    await output('Get-Till', { Area: 'kiosk' }, { onEvent: ({ message }) => heard.push(message) });
    expect(heard).toEqual(['The kiosk is closed in winter.']);
    for (const parameters of [
      { Area: 'garden' },
      { Area: 'bar', Count: 51 },
      { Area: 'bar', count: 2 },
      {},
    ]) {
      const { error } = await failure('Get-Till', parameters);
      expect([parameters, error.failure, error.mayHaveRun]).toEqual([parameters, 'BAD_PARAMETER', false]);
    }
  });
});

test('what the guide links to is there', () => {
  const links = [...guide.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
  for (const link of links) expect(() => readFileSync(resolve('docs/how-to', link))).not.toThrow(/ENOENT/);
});

test('docs/reference/scripts.md and Catalogue.json say what the scripts say', () => {
  const command = [join('bin', 'describe-scripts.mjs'), '--check'];
  expect(execFileSync(process.execPath, command, { encoding: 'utf8' })).toBe('');
});
