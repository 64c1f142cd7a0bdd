import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPowerShell } from '../../src/powershell/host/find-powershell.js';
import { lendPackages, makePracticeProject, type PracticeProject } from './practice-project.js';

const ours = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const pester = join(ours, '.tools', 'pester', '6.2.0', 'pester.6.2.0.nupkg');

let project: PracticeProject;

beforeEach(() => {
  project = makePracticeProject({ images: false });
  lendPackages(project);
});

afterEach(() => project.remove());

/** The only place that packages then come from, a folder of the project's. */
const onlySource = (folder: string) =>
  `<configuration><packageSources><clear /><add key="practice" value="${folder}" /></packageSources></configuration>`;

describe('images of PowerShell', () => {
  it('are what runs where set-up has made them, and save most of the compiling', async () => {
    const { found } = await findPowerShell({ projectFolder: ours });
    const { why } = JSON.parse(readFileSync(join(ours, '.tools', 'images.json'), 'utf8')) as { why?: string };
    const dll = found?.leadingArguments[0] ?? '';
    expect(dll.startsWith(join(ours, '.tools', 'powershell'))).toBe(why === undefined);
    const args = [dll, '-NoProfile', '-Command', '[Runtime.JitInfo]::GetCompiledMethodCount($false)'];
    const compiled = Number(execFileSync(found?.executable ?? '', args, { encoding: 'utf8' }));
    // As it comes: about 5,000; with images: about 500.
    expect(compiled < 2000).toBe(why === undefined);
  });

  it('are done without where the compiler cannot be had; says why, and asks no second time', async () => {
    project.write('feed/empty', '');
    project.write('NuGet.Config', onlySource('feed'));
    const first = await project.run('bin/setup.mjs');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /^images {6}none, PowerShell only starts slower \(error: Unable to find .+\)\. For another try remove /m,
    );
    expect(existsSync(join(project.folder, '.tools', 'powershell'))).toBe(false);
    const { found } = await findPowerShell({ projectFolder: project.folder });
    expect(found?.leadingArguments[0]).not.toContain('.tools');

    const second = await project.run('bin/setup.mjs', [], { PATH: '' });
    expect(second.stdout).toContain(
      `For another try remove ${join(project.folder, '.tools', 'images.json')}`,
    );
    expect(second.stdout).not.toContain('compiling');
  });

  it.each([
    ['whose record cannot be read', 'null'],
    ['that lack a part', readFileSync(join(ours, '.tools', 'images.json'), 'utf8')],
  ])('%s are not taken for images', async (_what, record) => {
    project.write('feed/empty', '');
    project.write('NuGet.Config', onlySource('feed'));
    project.write('.tools/images.json', record);
    project.write('.tools/powershell/7.6.9/pwsh.dll', '');
    const { code, stdout } = await project.run('bin/setup.mjs');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^images {6}none, PowerShell only starts slower/m),
    ]);
    expect(existsSync(join(project.folder, '.tools', 'powershell'))).toBe(false);
  });

  it('are made with no compiler but the pinned one', async () => {
    project.write('NuGet.Config', onlySource(join(ours, '.tools', 'pester', '6.2.0')));
    project.write(
      'bring.mjs',
      `import { bringPackage } from './bin/setup/nuget-package.mjs';
       const pin = { id: 'Pester', version: '6.2.0', sha512: process.argv[2] };
       await bringPackage({ project: process.cwd(), env: process.env }, pin).catch((problem) => console.log(problem.message));`,
    );
    expect(existsSync(pester)).toBe(true);
    expect((await project.run('bring.mjs', ['another hash'])).stdout).toContain(
      'is not the package that this project pins',
    );
  });
});
