import { chmodSync, readdirSync, statSync } from 'node:fs';
import { channelSecrets } from '../../src/platform/data-folder/secret-file.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

describe('secrets of channels', () => {
  const folder = folderOfTest();

  it('are read as they were written, and replaced as a whole', () => {
    const secrets = channelSecrets(folder());
    expect(secrets.read('Ops', 'url')).toBeUndefined();
    secrets.write('Ops', 'url', 'https://example.com/first-and-longer');
    secrets.write('ops', 'url', ' https://example.com/ ');
    expect(secrets.read('Ops', 'url')).toBe(' https://example.com/ ');
    expect(secrets.read('Ops', 'key')).toBeUndefined();
    expect(readdirSync(folder('secrets'))).toEqual(['ops.url']);
  });

  it('are for the account of the control plane alone', () => {
    channelSecrets(folder()).write('ops', 'key', 'sentinel');
    if (process.platform === 'win32') return;
    expect(statSync(folder('secrets')).mode & 0o777).toBe(0o700);
    expect(statSync(folder('secrets/ops.key')).mode & 0o777).toBe(0o600);
    chmodSync(folder('secrets/ops.key'), 0o644);
    expect(() => channelSecrets(folder()).read('ops', 'key')).toThrow('may be read by others');
  });
});
