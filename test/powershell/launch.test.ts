import { Readable } from 'node:stream';
import { launchHost } from '../../src/powershell/launch.js';

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
    await launchHost({ command, hostScript: 'x', launchFile: 'y', folder: '/', env: {}, log }).exited;
  } finally {
    Readable.prototype.setEncoding = setEncoding;
  }
  expect(encodings).toEqual([]);
});
