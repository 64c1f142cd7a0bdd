/** A state knows whether it is a rehearsal's or a real venue's: at creation, or once at the next start of an older folder. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { openKnownState } from '../../src/platform/data-folder/known-state.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { inspectKept, partsOf } from './kept-state.js';

const data = folderOfTest();

const identity = () => JSON.parse(readFileSync(data('identity.json'), 'utf8'));
const openAs = async (environment: 'rehearsal' | 'production') =>
  (await openKnownState({ ...partsOf(data()), environment })).close();

test.each(['rehearsal', 'production'] as const)('%s is recorded at creation', async (environment) => {
  await openAs(environment);
  expect(identity().environment).toBe(environment);
});

test.each([
  ['rehearsal', 'production', 'VENUE_NOT_READY'],
  ['production', 'rehearsal', 'VENUE_FILE_MISSING'],
] as const)(
  'the state of a %s folder is not opened as %s, even without identity.json',
  async (made, other, code) => {
    await openAs(made);
    await expect(openAs(other)).rejects.toMatchObject({ code });
    rmSync(data('identity.json'));
    await expect(openAs(other)).rejects.toMatchObject({ code });
  },
);

test('an older folder is recorded at its next start, and not by an inspection', async () => {
  await openAs('production');
  const { environment: _, ...older } = identity();
  writeFileSync(data('identity.json'), JSON.stringify(older));
  await (await inspectKept(data())).close();
  expect(identity()).toEqual(older);
  await openAs('production');
  expect(identity()).toEqual({ ...older, environment: 'production' });
});
