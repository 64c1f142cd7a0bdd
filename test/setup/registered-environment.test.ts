/** The lines of the service's environment, which an uninstall that is restored sets again; a shell plays PowerShell. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { windowsHost } from '../../src/platform/windows-service/windows-host.js';
import { folderOfFile } from '../fixtures/folder-of-test.js';
import { writeLauncher } from './program-under-test.js';

const folder = folderOfFile();

test('lines of an environment are registered again as they were read, and in no argument', async () => {
  const place = folder('shell');
  mkdirSync(place);
  const lines = ['VENUE_CONTROL_PORT=4300', 'HTTPS_PROXY=http://me:secret@proxy'];
  const read = { program: 'C:\\p', data: 'C:\\d', needs: [], environment: lines };
  writeFileSync(join(place, 'read'), JSON.stringify(read));
  writeLauncher(place, `printf '%s|%s' "$SERVICE_ENVIRONMENT" "$*" > "$here/said"; cat "$here/read"`);
  process.env['VENUE_CONTROL_PWSH'] = join(place, 'venue-control');
  try {
    const host = windowsHost({ source: place });
    const registered = await host.registered();
    if (!registered) throw new Error('It is not registered.');
    await host.register(registered);
  } finally {
    delete process.env['VENUE_CONTROL_PWSH'];
  }
  const [environment = '', words] = readFileSync(join(place, 'said'), 'utf8').split('|');
  expect(JSON.parse(environment)).toEqual(lines);
  expect(words).toContain('-Action Register');
  expect(words).not.toContain('secret');
});
