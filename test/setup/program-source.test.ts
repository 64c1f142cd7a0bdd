/** Nothing is installed for everyone from a folder that others may change; what reports that is scripts/installation/ProgramSource.ps1, by a stand-in. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installTrustedModule } from '../../src/platform/install-module.js';
import { planInstallation } from '../../src/platform/windows-service/plan-installation.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { writeLauncher } from './program-under-test.js';

const { platform } = process;
const message = 'C:/install may be changed by everyone.';

const open = folderOfTest();
let calls: string;
beforeEach(() => {
  calls = open('source.txt');
  writeFileSync(open('SHA256SUMS'), '');
  process.env['VENUE_CONTROL_PWSH'] = open('venue-control');
});
afterEach(() => {
  Object.defineProperty(process, 'platform', { value: platform });
  delete process.env['VENUE_CONTROL_PWSH'];
});

/** A machine where that is registered, and the source's folder and the data's place are refused. */
function answering(registered: string): void {
  const read = `*'-Action Read'*) printf '%s' '${registered}'; exit 0;;`;
  const note = `printf '%s ' "$@" >> '${calls}'; case "$*" in *'-Action Confirm'*) exit 0;; esac`;
  writeLauncher(
    open(),
    `case "$*" in ${read} esac; ${note}; printf '%s' 'PROGRAM_NOT_TRUSTED: ${message}' >&2; exit 1`,
  );
}

function planned(what: 'install' | 'upgrade' | 'uninstall') {
  Object.defineProperty(process, 'platform', { value: 'win32' });
  const source = open('unpacked');
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, 'main.js'), 'runs');
  const sum = createHash('sha256').update('runs').digest('hex');
  writeFileSync(join(source, 'SHA256SUMS'), `${sum}  main.js\n`);
  const account = what === 'install' ? 'NT SERVICE\\VenueControl' : undefined;
  const wish = {
    what,
    programs: '/apps',
    data: '/data',
    needs: [],
    account,
    backup: true,
    deleteData: false,
  };
  return planInstallation({ wish, source, version: '1.0.0' });
}

const asked = () =>
  [
    ...readFileSync(calls, 'utf8').matchAll(
      /-Action (\w+(?: -(?:Program|Data|Target|Account) (?:NT )?\S+)*)/g,
    ),
  ]
    .map(([, what = '']) => what.replace(open(), ''))
    .filter((what) => what !== 'Confirm');

test('what is installed from a folder that others may change is refused: install and the module for everyone', async () => {
  answering('');
  const refused = { code: 'PROGRAM_NOT_TRUSTED', message };
  await expect(installTrustedModule(open(), 'machine', 'win32')).rejects.toMatchObject(refused);
  await expect(planned('install')).rejects.toMatchObject(refused);
  expect(asked()).toEqual([
    'Source -Program ',
    'Source -Program /unpacked -Data /data -Target /apps -Account NT SERVICE\\VenueControl',
  ]);
});

test('an upgrade too, and of the data that are registered; an uninstall puts nothing anywhere', async () => {
  answering('{"program":"/programs/1.0.0-0123abcd","data":"/registered","needs":[]}');
  await expect(planned('upgrade')).rejects.toMatchObject({ code: 'PROGRAM_NOT_TRUSTED', message });
  await planned('uninstall');
  expect(asked()).toEqual(['Source -Program /unpacked -Data /registered -Target /apps']);
});

test('that nothing is there to be upgraded, or something to be installed over, is said before any folder is checked', async () => {
  answering('');
  await expect(planned('upgrade')).rejects.toMatchObject({ code: 'NOT_INSTALLED' });
  answering('{"program":"/programs/1.0.0-0123abcd","data":"/registered","needs":[]}');
  await expect(planned('install')).rejects.toMatchObject({ code: 'ALREADY_INSTALLED' });
  expect(asked()).toEqual([]);
});
