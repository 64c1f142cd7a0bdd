import { resolve } from 'node:path';
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
