/** A data folder is a rehearsal's or a real venue's for good: the absence of a file never makes one of the other. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { readinessRows } from '../src/cli/venue-readiness.js';
import { type Config, readConfig } from '../src/config/config.js';
import { folderOfTest } from './fixtures/folder-of-test.js';

const folder = folderOfTest();

const record = (identity: object) => writeFileSync(folder('identity.json'), JSON.stringify(identity));
const read = (env: NodeJS.ProcessEnv = {}) => readConfig({ VENUE_CONTROL_DATA: folder(), ...env });
const findingsOf = (config: Config) =>
  readinessRows({
    config,
    clock: { now: () => new Date(), workMs: () => 0, upMs: () => 0, sleep: async () => undefined },
    isPackaged: () => true,
  });

test('a fresh folder is a rehearsal', () => {
  expect(read()).toMatchObject({ venue: 'rehearsal', recorded: undefined });
});

test('a file is no data folder', () => {
  const file = folder('a-file');
  writeFileSync(file, '');
  expect(() => read({ VENUE_CONTROL_DATA: file })).toThrow(`VENUE_CONTROL_DATA is a file, ${file}. Set it`);
});

test('a production folder without venue.json stays a real venue, and says how to fix it', () => {
  record({ id: 'x', environment: 'production' });
  expect(read()).toMatchObject({ venue: 'windows', recorded: 'production' });
  expect(findingsOf(read())).toContainEqual({
    part: 'venue.json',
    ok: false,
    detail: expect.stringMatching(/venue\.json does not exist, but identity\.json belongs/),
    remedy: expect.stringMatching(/^Restore venue\.json/),
  });
  expect(() => read({ VENUE_CONTROL_VENUE: 'rehearsal' })).toThrow(/identity\.json says .* real venue/);
});

test('a folder of an older version is what the files of a rehearsal say', () => {
  record({ id: 'x' });
  expect(read()).toMatchObject({ venue: 'windows', recorded: 'production' });
  mkdirSync(folder('rehearsal'));
  expect(read()).toMatchObject({ venue: 'rehearsal', recorded: 'rehearsal' });
});

test('a rehearsal folder is refused as a real venue, also when the files of the rehearsal are gone', () => {
  record({ id: 'x', environment: 'rehearsal' });
  writeFileSync(folder('venue.json'), '{}');
  expect(findingsOf(read())).toContainEqual(expect.objectContaining({ part: 'rehearsal data', ok: false }));
});
