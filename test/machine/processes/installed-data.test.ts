/** Which data folder a command of an installed program takes where nobody says one: the service's, never one inside of the program. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withInstalledData } from '../../../src/machine/installation/installed-data.js';

let program: string;
let data: string;

beforeEach(() => {
  program = mkdtempSync(join(tmpdir(), 'venue-control-installed-'));
  data = join(program, 'data');
  mkdirSync(data);
  writeFileSync(join(program, 'SHA256SUMS'), '');
});
afterEach(() => rmSync(program, { recursive: true }));

const asked = (more: Partial<Parameters<typeof withInstalledData>[0]> = {}) =>
  withInstalledData({
    program,
    args: ['doctor'],
    env: {},
    registered: async () => ({ program, data, needs: [] }),
    ...more,
  });

test("is the registered service's", async () => {
  expect(await asked()).toEqual({ VENUE_CONTROL_DATA: data });
});

test('is what was said, a checkout has its own, and some commands need none', async () => {
  expect(await asked({ env: { VENUE_CONTROL_DATA: '/said' } })).toEqual({ VENUE_CONTROL_DATA: '/said' });
  for (const args of [['install', '--dry-run'], ['serve', '--help'], ['--version']])
    expect(await asked({ args })).toEqual({});
  rmSync(join(program, 'SHA256SUMS'));
  expect(await asked()).toEqual({});
});

test('is refused where no service is registered, with what to set', async () => {
  await expect(asked({ registered: async () => undefined })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    remedy: expect.stringMatching(/^Set VENUE_CONTROL_DATA to the folder/),
  });
});
