/** `venue-control module install`: whole, where PowerShell looks, and again over itself. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installModule, moduleFolders } from '../../src/machine/install-module.js';
import { runCommand } from './run-command.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-control-module-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const source = join('scripts', 'VenueControl');

test('says where it is and what comes next, and has all of it', async () => {
  const { status, stdout, stderr } = await runCommand(['module', 'install', '--to', folder]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const installed = join(folder, 'VenueControl', version);
  expect(stdout).toContain(`VenueControl ${version} is in ${installed}.`);
  expect(stdout).toContain('Import-Module VenueControl');
  const files = (root: string) => readdirSync(root, { recursive: true }).map(String).sort();
  expect(files(installed)).toEqual(files(source));
}, 60_000);

test('again, it takes the place of what is there, with nothing of it left', async () => {
  const first = installModule('.', { folder });
  writeFileSync(join(first.folders[0] ?? '', 'old.ps1'), '');
  const again = installModule('.', { folder });
  expect(again).toEqual(first);
  expect(existsSync(join(again.folders[0] ?? '', 'old.ps1'))).toBe(false);
  expect(readdirSync(join(folder, 'VenueControl'))).toEqual([again.version]);
});

test('where it may not be written it says so, and leaves nothing half done', () => {
  const file = join(folder, 'VenueControl');
  writeFileSync(file, 'a file stands in the way');
  expect(() => installModule('.', { folder })).toThrow(expect.objectContaining({ code: 'FILE_NOT_WRITTEN' }));
  expect(readFileSync(file, 'utf8')).toBe('a file stands in the way');
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
] as const)('%s on %s: where PowerShell looks', (scope, platform, env, expected) => {
  expect(moduleFolders(scope, { env, platform, home: '/h/a' })).toEqual(expected);
});

test('in a Documents folder that lies in the cloud, when it does', () => {
  mkdirSync(join(folder, 'Documents'));
  const [first] = moduleFolders('user', { env: { OneDrive: folder }, platform: 'win32', home: '/h/a' });
  expect(first).toBe(join(folder, 'Documents', 'PowerShell', 'Modules'));
});
