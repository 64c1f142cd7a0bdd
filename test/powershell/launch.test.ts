import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { findPowerShell } from '../../src/powershell/find-powershell.js';
import { askBirth, launchHost } from '../../src/powershell/launch.js';

const log = { debug() {}, info() {}, warn() {}, error() {} };

test('what a host prints stays bytes, whatever node-powershell would have it', async () => {
  const { setEncoding } = Readable.prototype;
  const encodings: unknown[] = [];
  Readable.prototype.setEncoding = function (encoding) {
    encodings.push(encoding);
    return setEncoding.call(this, encoding);
  };
  try {
    const command = { executable: '/bin/true', leadingArguments: [] };
    await launchHost({ command, hostScript: 'x', launch: '{}', folder: '/', env: {}, log }).exited;
  } finally {
    Readable.prototype.setEncoding = setEncoding;
  }
  expect(encodings).toEqual([]);
});

test('PowerShell says when a process was created, near what that process says itself; of one that is gone nothing', async () => {
  const { found } = await findPowerShell({ projectFolder: resolve('.') });
  const born = askBirth(process.pid, found);
  expect(Math.abs((born ?? 0) - performance.timeOrigin)).toBeLessThan(10_000);
  expect(askBirth(2 ** 22 + 1, found)).toBeUndefined();
  expect(askBirth(process.pid, { executable: '/nowhere/pwsh', leadingArguments: [] })).toBeUndefined();
}, 60_000);

test('the dotnet of a PowerShell is run by its whole path, or not at all: no folder that goes by where we work is searched', async () => {
  const planted = mkdtempSync(join(tmpdir(), 'venue-control-dotnet-'));
  const name = process.platform === 'win32' ? 'dotnet.exe' : 'dotnet';
  writeFileSync(join(planted, name), '#!/bin/sh\necho 7.6.9 Core\n', { mode: 0o755 });
  const path = process.env['PATH'];
  try {
    process.env['PATH'] = relative(process.cwd(), planted);
    const search = await findPowerShell({ projectFolder: resolve('.'), configured: '/somewhere/pwsh.dll' });
    expect(search).toEqual({
      found: undefined,
      passedOver: [expect.stringContaining('no dotnet on the PATH, which runs /somewhere/pwsh.dll')],
    });
  } finally {
    process.env['PATH'] = path;
    rmSync(planted, { recursive: true });
  }
});
