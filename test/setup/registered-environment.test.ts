/** The lines of the service's environment, which an uninstall that is restored sets again; a shell plays PowerShell. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { windowsHost } from '../../src/platform/windows-service/windows-host.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { writeLauncher } from './program-under-test.js';

const folder = folderOfTest();

async function onHost(read: object, work: (host: ReturnType<typeof windowsHost>) => Promise<void>) {
  const place = folder('shell');
  mkdirSync(place);
  writeFileSync(join(place, 'read'), JSON.stringify(read));
  writeLauncher(place, `printf '%s|%s' "$SERVICE_ENVIRONMENT" "$*" > "$here/said"; cat "$here/read"`);
  process.env['VENUE_CONTROL_PWSH'] = join(place, 'venue-control');
  try {
    await work(windowsHost({ source: place }));
  } finally {
    delete process.env['VENUE_CONTROL_PWSH'];
  }
  return readFileSync(join(place, 'said'), 'utf8').split('|');
}

test('lines of an environment are registered again as they were read, and in no argument', async () => {
  const lines = ['VENUE_CONTROL_PORT=4300', 'HTTPS_PROXY=http://me:secret@proxy'];
  const read = { program: 'C:\\p', data: 'C:\\d', needs: [], environment: lines };
  const [environment = '', words] = await onHost(read, async (host) => {
    const registered = await host.registered();
    if (!registered) throw new Error('It is not registered.');
    await host.register(registered);
  });
  expect(JSON.parse(environment)).toEqual(lines);
  expect(words).toContain('-Action Register');
  expect(words).not.toContain('secret');
});

test("a first registration takes no lines from another program's variable of that name", async () => {
  process.env['SERVICE_ENVIRONMENT'] = 'production';
  try {
    const [environment] = await onHost({}, (host) =>
      host.register({ program: 'C:\\p', data: 'C:\\d', needs: [] }),
    );
    expect(environment).toBe('');
  } finally {
    delete process.env['SERVICE_ENVIRONMENT'];
  }
});
