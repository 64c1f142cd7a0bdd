/** Where PowerShell is searched for, and where not: what npm puts before the PATH of its scripts holds none. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { findPowerShell } from '../../../src/powershell/host/find-powershell.js';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'venue-control-packages-')));
const path = process.env['PATH'];
afterAll(() => {
  process.env['PATH'] = path;
  rmSync(home, { recursive: true });
});

test.each(['node_modules/.bin', 'node_modules/.bin/'])(
  'a dotnet in %s of a folder above is not run',
  async (bin) => {
    const folder = join(home, bin);
    mkdirSync(folder, { recursive: true });
    for (const name of ['dotnet', 'pwsh']) {
      writeFileSync(join(folder, name), `#!/bin/sh\ntouch '${home}/ran'\nexit 1\n`);
      chmodSync(join(folder, name), 0o755);
    }
    process.env['PATH'] = `${join(home, bin)}${bin.endsWith('/') ? '/' : ''}${delimiter}${path}`;
    const { found } = await findPowerShell({ projectFolder: resolve('.') });
    expect(found).toBeDefined();
    expect(found?.executable).not.toContain('node_modules');
  },
  60_000,
);

test('the pinned PowerShell is found before the machine has to be asked', async () => {
  const { version } = JSON.parse(readFileSync('.config/dotnet-tools.json', 'utf8')).tools.powershell;
  const { found } = await findPowerShell({ projectFolder: resolve('.') });
  expect(found).toMatchObject({ source: 'project', version, edition: 'Core' });
  const other = await findPowerShell({ projectFolder: resolve('.'), configured: found?.leadingArguments[0] });
  expect(other.found).toMatchObject({ source: 'configured', version });
});
