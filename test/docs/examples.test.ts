/** What the documents and the recipes show works where a reader puts it, on any day. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from '../architecture/project-files.js';

test('no document shows a start time, which would be refused when it is past or too far ahead', () => {
  const documents = projectFiles().filter(({ path }) => path.endsWith('.md'));
  const shown = documents.filter(({ path }) => /startAt: *"|--since 203/.test(readFileSync(path, 'utf8')));
  expect(shown.map(({ path }) => path)).toEqual([]);
});

test('each recipe loads the installed module by its name, wherever it was put', () => {
  const recipes = readdirSync('examples').filter((name) => name.endsWith('.ps1'));
  expect(recipes.length).toBeGreaterThan(9);
  const loads = /^Import-Module (?:VenueControl, |.*\{ 'VenueControl' \}\)$)/m;
  for (const name of recipes)
    expect([name, loads.test(readFileSync(join('examples', name), 'utf8'))]).toEqual([name, true]);
});
