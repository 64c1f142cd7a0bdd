import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { projectFiles } from '../architecture/project-files.js';
import { codesIn, readDoc, rowsOf } from './read-doc.js';

const { text } = readDoc('docs/how-to/first-run-on-windows.md');
const policies = readDoc('docs/how-to/windows-policies.md').text;
/** A row of the run: number and minutes, what to do, the expected result. */
const steps = [...text.matchAll(/^\| (\d.+?) \| (.+) \| (.+) \|$/gm)].map(
  ([, label = '', typed = '', seen = '']) => [label, typed, seen] as const,
);

describe('docs/how-to/first-run-on-windows.md', () => {
  it('runs only scripts and parameters that exist', () => {
    // prove.cmd of the proof archive runs one, and passes its arguments on.
    const [, door = ''] =
      /-File "%~dp0([\w\\-]+\.ps1)"/.exec(readFileSync('bin/packaging/package-proof.mjs', 'utf8')) ?? [];
    const words = `${text}\n${policies}`
      .replaceAll(/`C:[^` ]+\\prove\.cmd/g, `-File .\\${door}`)
      .replaceAll('"$installed\\', '.\\')
      .replaceAll('.ps1"', '.ps1');
    const typed = [...words.matchAll(/-File \.\\([\w\\-]+\.ps1)([^`;\n]*)/g)];
    expect(typed.length).toBeGreaterThan(6);
    for (const [, path = '', rest = ''] of typed) {
      const file = path.replaceAll('\\', '/');
      expect([file, existsSync(file)]).toEqual([file, true]);
      for (const [, name] of rest.matchAll(/ -([A-Z]\w+)/g))
        expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`\\.PARAMETER ${name}\\n`));
    }
  });

  it('has the signing script and everything that it loads signed manually first', () => {
    const signs = 'scripts/installation/Set-ProgramSignature.ps1';
    const loads = [...readFileSync(signs, 'utf8').matchAll(/Join-Path \$PSScriptRoot '([\w./-]+\.psm?1)'/g)];
    const wanted = [signs, ...loads.map(([, path = '']) => posix.join(posix.dirname(signs), path))];
    const [, typed = ''] = /^Set-AuthenticodeSignature .*-FilePath (.+)$/m.exec(policies) ?? [];
    const named = typed.split(', ').map((path) => path.replace('.\\', '').replaceAll('\\', '/'));
    expect(named.sort()).toEqual(wanted.sort());
  });

  it('fits into half an hour without the optional steps', () => {
    const labels = steps.map(([label]) => label.replace(/^\d+[a-z]?, /, ''));
    expect(labels.length).toBeGreaterThan(15);
    expect(labels.filter((label) => !/^\d+ min$|^optional$/.test(label))).toEqual([]);
    const minutes = labels.flatMap((label) => (/^\d/.test(label) ? [Number.parseInt(label, 10)] : []));
    expect(minutes.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(30);
    // The duration of Expand-Archive in Windows PowerShell 5.1 is unknown.
    expect(steps.filter(([, typed]) => typed.includes('Expand-Archive'))).toEqual([]);
  });

  it('ends with doctor --json and the proof, with its measured minutes and one more', () => {
    const [report = '', proved = ''] = steps.slice(-2).map((step) => step.join(' '));
    expect(report).toContain('doctor --json');
    expect(proved).toContain('prove -- windows --here');
    const proofs =
      readDoc('docs/reference/campaigns/windows.md').text.split('## On a Windows machine itself')[1] ?? '';
    const took = [...proofs.matchAll(/-\d\d, (\d+) s/g)].map(([, seconds]) => Number(seconds));
    expect(took.length).toBeGreaterThan(1);
    const [, minutes] = /^\d+, (\d+) min/.exec(proved) ?? [];
    expect((Number(minutes) - 1) * 60).toBeGreaterThanOrEqual(Math.max(...took));
  });

  it('creates the ordinary user that a step uses', () => {
    const users = [...text.matchAll(/runas \/user:(\S+)/g)].map(([, name]) => name);
    expect(users.length).toBeGreaterThan(0);
    for (const name of users) expect(text.indexOf(`net user ${name} * /add`)).toBeGreaterThan(0);
  });

  it('starts the task of the Services Monitor hold', () => {
    const hold = readFileSync('scripts/services/MonitorHold.ps1', 'utf8');
    const [, name, path] = /TaskName = '([^']+)'; TaskPath = '([^']+)'/.exec(hold) ?? [];
    expect(text).toContain(`Start-ScheduledTask -TaskPath '${path}' -TaskName '${name}'`);
  });
});

describe('docs/reference/first-run-failures.md', () => {
  const rows = rowsOf(readDoc('docs/reference/first-run-failures.md').section('failures'));

  it('has the ten failures that the proof reads on a real server, in its order', () => {
    const report = readFileSync('test/prove/windows/ProofReport.ps1', 'utf8');
    const titles = [...report.matchAll(/^\s*(?:@\{ )?Title = '([^']+)'/gm)].map(([, title]) => title);
    expect(rows.map(([number, title]) => `${number} ${title}`)).toEqual(
      titles.map((title, at) => `${at + 1} ${title}`),
    );
    expect(titles).toHaveLength(10);
  });

  it.each(rows.map((row) => [row[1] ?? '', row[4] ?? '']))('names tests that exist: %s', (_, tests) => {
    const named = [...tests.matchAll(/`([^`]+)`: (.+?)(?=; (?:Wine: )?`|$)/g)];
    expect(named.length).toBe(codesIn(tests).length);
    expect(named.length).toBeGreaterThan(0);
    for (const [, file = '', title = ''] of named)
      expect(readFileSync(file, 'utf8').replaceAll("\\'", "'")).toContain(title);
  });

  it('has lines that the program prints', () => {
    const texts = projectFiles().filter(({ path }) =>
      /^(?:src|console|rehearsal|scripts)\/.+\.(?:ts|ps1|psm1)$/.test(path),
    );
    for (const row of rows) {
      const [line = ''] = codesIn(row[5] ?? '');
      expect(line.length).toBeGreaterThan(10);
      expect(texts.some(({ text }) => text.includes(line)) ? line : `no file prints: ${line}`).toBe(line);
    }
  });
});
