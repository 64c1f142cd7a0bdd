/** Which data folder a command of an installed program takes where no one says one: the service's, never one inside of the program. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { withInstalledData } from '../../../src/platform/windows-service/installed-data.js';
import { folderOfTest } from '../../fixtures/folder-of-test.js';

let data: string;
const program = folderOfTest();
beforeEach(() => {
  data = program('data');
  mkdirSync(data);
  writeFileSync(program('SHA256SUMS'), '');
});

const asked = (more: Partial<Parameters<typeof withInstalledData>[0]> = {}) =>
  withInstalledData({
    program: program(),
    args: ['doctor'],
    env: {},
    registered: async () => ({ program: program(), data, needs: [] }),
    ...more,
  });

test("is the registered service's", async () => {
  expect(await asked()).toEqual({ VENUE_CONTROL_DATA: data });
});

test('is what was said, a checkout has its own, and some commands need none', async () => {
  expect(await asked({ env: { VENUE_CONTROL_DATA: '/said' } })).toEqual({ VENUE_CONTROL_DATA: '/said' });
  for (const args of [['install', '--dry-run'], ['serve', '--help'], ['--version']])
    expect(await asked({ args })).toEqual({});
  rmSync(program('SHA256SUMS'));
  expect(await asked()).toEqual({});
});

test('is refused where no service is registered, with what to set', async () => {
  await expect(asked({ registered: async () => undefined })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    remedy: expect.stringMatching(/^Set VENUE_CONTROL_DATA to the folder/),
  });
});
