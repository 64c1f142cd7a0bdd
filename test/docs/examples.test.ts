/** What the documents and the recipes show works where a reader puts it, on any day. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from '../architecture/project-files.js';

test('no document shows a start time, which would be refused when it is past or too far ahead', () => {
  const documents = projectFiles().filter(({ path }) => path.endsWith('.md'));
  const shown = documents.filter(({ path }) => /startAt: *"|--since 203/.test(readFileSync(path, 'utf8')));
  expect(shown.map(({ path }) => path)).toEqual([]);
});

test('each recipe loads the module beside it, or the installed one where it was put elsewhere', () => {
  const recipes = readdirSync('examples').filter((name) => name.endsWith('.ps1'));
  expect(recipes.length).toBeGreaterThan(3);
  const loads =
    /^Import-Module \$\(if \(\[IO\.Directory\]::Exists\(\$module\)\) \{ \$module \} else \{ 'VenueControl' \}\)$/m;
  for (const name of recipes)
    expect([name, loads.test(readFileSync(join('examples', name), 'utf8'))]).toEqual([name, true]);
});
