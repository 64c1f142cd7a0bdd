/** What the PowerShell that installs is handed of the environment of the command. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { windowsHost } from '../../src/machine/installation/windows-host.js';

test.each([
  ['powershell.exe', ''],
  ['pwsh.exe', '/of/seven'],
])(
  "what a PowerShell 7 above us has for its modules is handed to no 5.1: %s is given '%s'",
  async (name, program) => {
    const folder = mkdtempSync(join(tmpdir(), 'venue-control-windows-host-'));
    const file = join(folder, name);
    writeFileSync(file, '#!/bin/sh\necho "{\\"program\\":\\"$PSModulePath\\"}"\n', { mode: 0o755 });
    Object.assign(process.env, { VENUE_CONTROL_PWSH: file, PSModulePath: '/of/seven' });
    try {
      expect(await windowsHost({ source: resolve('.') }).registered()).toEqual({ program });
    } finally {
      delete process.env['VENUE_CONTROL_PWSH'];
      delete process.env['PSModulePath'];
      rmSync(folder, { recursive: true });
    }
  },
);
