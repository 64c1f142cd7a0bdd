/** `venue-control module install`: whole, where PowerShell searches, and again over itself. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { installModule, moduleFolders } from '../../../src/platform/install-module.js';
import { folderOfTest } from '../../fixtures/folder-of-test.js';
import { runCommand } from './run-command.js';

const folder = folderOfTest();

const source = join('scripts', 'VenueControl');

test('says where it is and what comes next, and has all of it', async () => {
  const { status, stdout, stderr } = await runCommand(['module', 'install', '--to', folder()]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const installed = folder('VenueControl', version);
  expect(stdout).toContain(`VenueControl ${version} is in ${installed}.`);
  expect(stdout).toContain('Import-Module VenueControl');
  const files = (root: string) => readdirSync(root, { recursive: true }).map(String).sort();
  expect(files(installed)).toEqual(files(source));
}, 60_000);

test('again, it takes the place of what is there, with nothing of it left', async () => {
  const first = installModule('.', { folder: folder() });
  writeFileSync(join(first.folders[0] ?? '', 'old.ps1'), '');
  const again = installModule('.', { folder: folder() });
  expect(again).toEqual(first);
  expect(existsSync(join(again.folders[0] ?? '', 'old.ps1'))).toBe(false);
  expect(readdirSync(folder('VenueControl'))).toEqual([again.version]);
});

describe('of a folder that others could put files into', () => {
  const project = () => folder('project');
  const place = (name: string) => join(project(), source, name);
  const installed = () => readdirSync(folder('modules'), { recursive: true }).map(String).join(' ');
  const install = () => installModule(project(), { folder: folder('modules') });
  beforeEach(() => cpSync(source, join(project(), source), { recursive: true }));

  /** As an archive has it: a sum for each file. */
  function listFiles(): void {
    const names = readdirSync(project(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(project(), join(entry.parentPath, entry.name)));
    const sum = (name: string) =>
      createHash('sha256')
        .update(readFileSync(join(project(), name)))
        .digest('hex');
    writeFileSync(join(project(), 'SHA256SUMS'), names.map((name) => `${sum(name)}  ${name}\n`).join(''));
  }

  test('takes what its list names, and nothing that lies beside it', () => {
    for (const name of ['Private/Zz.ps1', 'Zz.dll', 'Public/Zz.ps1']) writeFileSync(place(name), '');
    install();
    expect(installed()).toContain('Connect-VenueControl.ps1');
    expect(installed()).not.toContain('Zz');
  });

  test('holds each file of an archive against its list, and installs nothing where one is another', () => {
    listFiles();
    writeFileSync(place('Private/Zz.ps1'), '');
    install();
    rmSync(folder('modules'), { recursive: true });
    writeFileSync(place('Private/Read-VenueInput.ps1'), '# changed');
    expect(install).toThrow(
      expect.objectContaining({
        code: 'PROGRAM_DAMAGED',
        message: expect.stringContaining('Read-VenueInput.ps1'),
      }),
    );
    expect(existsSync(folder('modules'))).toBe(false);
  });
});

test('where it may not be written it says so, and leaves nothing half done', () => {
  const file = folder('VenueControl');
  writeFileSync(file, 'a file is in the way');
  expect(() => installModule('.', { folder: folder() })).toThrow(
    expect.objectContaining({ code: 'FILE_NOT_WRITTEN' }),
  );
  expect(readFileSync(file, 'utf8')).toBe('a file is in the way');
});

test.each([
  ['user', 'linux', {}, ['/h/a/.local/share/powershell/Modules']],
  ['user', 'linux', { XDG_DATA_HOME: '/data' }, ['/data/powershell/Modules']],
  ['machine', 'linux', {}, ['/usr/local/share/powershell/Modules']],
  [
    'machine',
    'win32',
    { ProgramFiles: '/programs' },
    ['/programs/PowerShell/Modules', '/programs/WindowsPowerShell/Modules'],
  ],
  ['user', 'win32', {}, ['/h/a/Documents/PowerShell/Modules', '/h/a/Documents/WindowsPowerShell/Modules']],
] as const)('%s on %s: where PowerShell searches', (scope, platform, env, expected) => {
  expect(moduleFolders(scope, { env, platform, home: '/h/a' })).toEqual(expected);
});

test('in a Documents folder that lies in the cloud, when it does', () => {
  mkdirSync(folder('Documents'));
  const [first] = moduleFolders('user', { env: { OneDrive: folder() }, platform: 'win32', home: '/h/a' });
  expect(first).toBe(folder('Documents', 'PowerShell', 'Modules'));
});
