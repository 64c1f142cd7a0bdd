/** Nothing is installed for everybody from a folder that others may change; what tells that is scripts/installation/ProgramSource.ps1, by a stand-in. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installTrustedModule } from '../../src/machine/install-module.js';
import { planInstallation } from '../../src/machine/installation/plan-installation.js';
import { writeLauncher } from './program-under-test.js';

const { platform } = process;

test('what is installed from a folder that others may change is refused: install, upgrade and the module for everybody', async () => {
  const open = mkdtempSync(join(tmpdir(), 'venue-control-source-'));
  const calls = join(open, 'source.txt');
  const message = 'C:/install may be changed by everybody.';
  writeLauncher(
    open,
    // What is registered is asked before: nothing.
    `case "$*" in *'-Action Read'*) exit 0;; esac; printf '%s ' "$@" >> '${calls}'; printf '%s' 'PROGRAM_NOT_TRUSTED: ${message}' >&2; exit 1`,
  );
  writeFileSync(join(open, 'SHA256SUMS'), '');
  process.env['VENUE_CONTROL_PWSH'] = join(open, 'venue-control');
  try {
    const refused = { code: 'PROGRAM_NOT_TRUSTED', message };
    await expect(installTrustedModule(open, 'machine', 'win32')).rejects.toMatchObject(refused);
    Object.defineProperty(process, 'platform', { value: 'win32' });
    for (const what of ['install', 'upgrade', 'uninstall'] as const) {
      const wish = { what, data: '/data', needs: [], backup: true, deleteData: false };
      const plan = planInstallation({ wish, source: `/${what}`, version: '1.0.0' });
      await expect(plan).rejects.toMatchObject(refused);
    }
    const asked = readFileSync(calls, 'utf8').matchAll(/-Action (\w+(?: -Program \S+)?(?: -Data \S+)?)/g);
    expect([...asked].map(([, what]) => what)).toEqual([
      `Source -Program ${open}`,
      'Source -Program /install -Data /data',
      'Source -Program /upgrade -Data /data',
      // An uninstall puts nothing anywhere.
      'Confirm',
    ]);
  } finally {
    Object.defineProperty(process, 'platform', { value: platform });
    delete process.env['VENUE_CONTROL_PWSH'];
    rmSync(open, { recursive: true });
  }
});
