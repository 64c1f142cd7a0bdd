/** The page of where each rule lives is what the sources say now. */
import { readFileSync, writeFileSync } from 'node:fs';
import { RULES_PAGE, rulesPage, UPDATE_RULES } from './rules-page.js';

it(`docs/explanation/rules.md is as the sources are; else run ${UPDATE_RULES}`, () => {
  const page = rulesPage();
  if (process.env['RULES'] === 'write') writeFileSync(RULES_PAGE, page);
  expect(readFileSync(RULES_PAGE, 'utf8')).toBe(page);
});

it('names each act that may take ordering away, with its callers', () => {
  const acts = rulesPage().split('## Acts')[1] ?? '';
  expect(acts).toMatch(/`Register-SyncJob` \| `src\/domain\/resync\//);
  expect(acts).not.toMatch(/\| +\|$/m);
});
