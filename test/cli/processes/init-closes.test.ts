/** Of `venue-control init`: the data folder is closed before a password is in it, and one that can't be gets none. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import type { CommandContext } from '../../../src/cli/command-context.js';
import { initCommand } from '../../../src/cli/init/init.js';
import { AppError } from '../../../src/errors/errors.js';
import { folderOfTest } from '../../fixtures/folder-of-test.js';
import { ANSWERS } from '../../venue/real-venue.js';

const folder = folderOfTest();
beforeEach(() => {
  const cloud = { url: 'https://cloud.example.com' };
  const sql = { server: 'till-1', database: 'swiftpos', user: 'venue_control' };
  writeFileSync(folder('answers.json'), JSON.stringify({ ...ANSWERS, cloud, sql }));
  writeFileSync(folder('word'), 'Sentinel-9c1d');
});

const said: string[] = [];
async function init(
  closeData: CommandContext['closeData'],
  requirePlaces: CommandContext['requirePlaces'] = () => Promise.resolve(),
) {
  const context = {
    config: { dataFolder: folder('data'), venueSaid: undefined },
    clock: { now: () => new Date() },
    lockDataFolder: () => ({ release: () => undefined }),
    closeData,
    requirePlaces,
  } as unknown as CommandContext;
  const write = process.stderr.write;
  process.stderr.write = ((text: string) => said.push(text) > 0) as typeof write;
  try {
    const words = ['--from', folder('answers.json'), '--sql-password-file', folder('word')];
    await initCommand(context).parseAsync([...words, '--json'], { from: 'user' });
  } finally {
    process.stderr.write = write;
  }
}

test('nothing is written into a folder that someone else made', async () => {
  const refused = new AppError('PROGRAM_NOT_TRUSTED', { message: 'It belongs to someone.' });
  await expect(init(() => Promise.reject(refused))).rejects.toBe(refused);
  expect(existsSync(folder('data'))).toBe(false);
});

test('a disk that anyone may change is refused before an answer is read', async () => {
  const refused = new AppError('PROGRAM_NOT_TRUSTED', { message: 'C:\\ can be changed by Everyone.' });
  writeFileSync(folder('answers.json'), 'no JSON');
  await expect(
    init(
      () => Promise.reject(new Error('It was asked for.')),
      () => Promise.reject(refused),
    ),
  ).rejects.toBe(refused);
});

test('it is closed first; what a person should check is printed beside the outcome', async () => {
  let before: boolean | undefined;
  await init(async (tell) => {
    before = existsSync(folder('data'));
    tell('Check package-signing.json.');
  });
  expect(before).toBe(false);
  expect(readdirSync(folder('data', 'keys'))).toEqual(['sql-password']);
  expect(said.join('')).toContain('Check package-signing.json.');
});
