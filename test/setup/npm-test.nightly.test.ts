import { readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lendPackages, makePracticeProject, type PracticeProject } from './practice-project.js';

const ours = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Is where jest is: writes the report that the test asks for, and ends as jest would. */
const jest = `
const fs = require('node:fs');
const report = process.argv.find((word) => word.startsWith('--outputFile=')).slice('--outputFile='.length);
const [passed, failed, broken, code] = process.argv.at(-1).split(',').map(Number);
const red = (count, title) => Array.from({ length: count }, () => ({ name: process.cwd() + '/test/a.test.ts', status: 'failed', assertionResults: title }));
fs.writeFileSync(report, JSON.stringify({
  numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: broken,
  testResults: [...red(failed, [{ status: 'failed', fullName: 'adds up' }]), ...red(broken, [])],
}));
process.exitCode = code;
`;

let project: PracticeProject;

beforeEach(() => {
  project = makePracticeProject();
  lendPackages(project);
  project.write('src/main.ts', 'export const main = 1;');
  project.write('node_modules/jest/package.json', '{}');
  project.write('node_modules/jest/bin/jest.js', jest);
  project.write('.tools/here', '');
  for (const tool of readdirSync(join(ours, '.tools')).filter((name) =>
    /^(pester|microsoft\.(?!netframework))/.test(name),
  ))
    symlinkSync(join(ours, '.tools', tool), join(project.folder, '.tools', tool));
});

afterEach(() => project.remove());

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

describe('bin/test.mjs', () => {
  it.each([
    ['every test passes', '3,0,0,0', '3 passed, 0 failed', 0],
    ['a test fails', '3,1,0,1', '3 passed, 1 failed', 1],
    ['a suite does not load', '3,0,1,1', '3 passed, 1 failed', 1],
    ['jest ends badly for another reason', '3,0,0,1', '3 passed, 1 failed', 1],
    ['no test runs', '0,0,0,0', '0 passed, 0 failed', 1],
  ])('closes with the counts and says it by its exit code when %s', async (_, report, line, code) => {
    const ended = await project.run('bin/test.mjs', [report]);
    expect(lastLine(ended.stdout)).toBe(line);
    expect(ended.code).toBe(code);
  });

  it('names at the end what failed', async () => {
    expect((await project.run('bin/test.mjs', ['3,1,0,1'])).stdout).toMatch(
      /\nfailed {6}jest: test\/a\.test\.ts: adds up\n\nwhat /,
    );
    expect((await project.run('bin/test.mjs', ['3,0,1,1'])).stdout).toMatch(
      /\nfailed {6}jest: test\/a\.test\.ts\n\nwhat /,
    );
  });

  it('counts a build that fails as a failure', async () => {
    project.write('src/main.ts', "export const main: number = 'one';");
    const ended = await project.run('bin/test.mjs', ['3,0,0,0']);
    expect(lastLine(ended.stdout)).toBe('3 passed, 1 failed');
    expect(ended.code).toBe(1);
  });

  it('counts a set-up that fails as a failure, and runs nothing then', async () => {
    const ended = await project.run('bin/test.mjs', ['3,0,0,0'], { VENUE_CONTROL_PWSH: '/nowhere/pwsh' });
    expect(lastLine(ended.stdout)).toBe('0 passed, 1 failed');
    expect(ended.stderr).toContain(
      'VENUE_CONTROL_PWSH names /nowhere/pwsh, which is not a PowerShell that starts',
    );
    expect(ended.code).toBe(1);
  });
});
