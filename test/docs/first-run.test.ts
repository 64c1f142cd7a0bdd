import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { readDoc } from './read-doc.js';

const { text } = readDoc('docs/how-to/first-run-on-windows.md');
const policies = readDoc('docs/how-to/windows-policies.md').text;
/** What a row of the run says: its number and minutes, what is done, what must be seen. */
const steps = [...text.matchAll(/^\| (\d.+?) \| (.+) \| (.+) \|$/gm)].map(
  ([, label = '', typed = '', seen = '']) => [label, typed, seen] as const,
);

describe('docs/how-to/first-run-on-windows.md', () => {
  it('has them run scripts that there are, with parameters that these have', () => {
    // The proof's door runs one, and hands on what it is given.
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

  it('has what a policy of signed scripts asks first signed by hand: the script that signs the rest, and all that it loads', () => {
    const signs = 'scripts/installation/Set-ProgramSignature.ps1';
    const loads = [...readFileSync(signs, 'utf8').matchAll(/Join-Path \$PSScriptRoot '([\w./-]+\.psm?1)'/g)];
    const wanted = [signs, ...loads.map(([, path = '']) => posix.join(posix.dirname(signs), path))];
    const [, typed = ''] = /^Set-AuthenticodeSignature .*-FilePath (.+)$/m.exec(policies) ?? [];
    const named = typed.split(', ').map((path) => path.replace('.\\', '').replaceAll('\\', '/'));
    expect(named.sort()).toEqual(wanted.sort());
  });

  it('fits the half hour that it promises, but for what is done where there is time', () => {
    const labels = steps.map(([label]) => label.replace(/^\d+[a-z]?, /, ''));
    expect(labels.length).toBeGreaterThan(15);
    expect(labels.filter((label) => !/^\d+ min$|^where there is time$/.test(label))).toEqual([]);
    const minutes = labels.flatMap((label) => (/^\d/.test(label) ? [Number.parseInt(label, 10)] : []));
    expect(minutes.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(30);
    // 5.1 unpacks for nobody knows how long.
    expect(steps.filter(([, typed]) => typed.includes('Expand-Archive'))).toEqual([]);
  });

  it('ends by a doctor --json and the proof, which has the minutes that it took, and one to read it', () => {
    const [told = '', proved = ''] = steps.slice(-2).map((step) => step.join(' '));
    expect(told).toContain('doctor --json');
    expect(proved).toContain('prove -- windows --here');
    const proofs =
      readDoc('docs/reference/campaigns/windows.md').text.split('## On a Windows machine itself')[1] ?? '';
    const took = [...proofs.matchAll(/-\d\d, (\d+) s/g)].map(([, seconds]) => Number(seconds));
    expect(took.length).toBeGreaterThan(1);
    const [, minutes] = /^\d+, (\d+) min/.exec(proved) ?? [];
    expect((Number(minutes) - 1) * 60).toBeGreaterThanOrEqual(Math.max(...took));
  });

  it('has the ordinary user made by whom a step is tried', () => {
    const users = [...text.matchAll(/runas \/user:(\S+)/g)].map(([, name]) => name);
    expect(users.length).toBeGreaterThan(0);
    for (const name of users) expect(text.indexOf(`net user ${name} * /add`)).toBeGreaterThan(0);
  });

  it('has the task started by hand that starts Services Monitor again', () => {
    const hold = readFileSync('scripts/services/MonitorHold.ps1', 'utf8');
    const [, name, path] = /TaskName = '([^']+)'; TaskPath = '([^']+)'/.exec(hold) ?? [];
    expect(text).toContain(`Start-ScheduledTask -TaskPath '${path}' -TaskName '${name}'`);
  });
});
