import { readFileSync } from 'node:fs';
import { good } from './scripts.js';

type Catalogue = Readonly<Record<string, { readonly parameters?: object }>>;

test('each parameter of a script is attacked by the campaign', () => {
  const scripts: Catalogue = JSON.parse(readFileSync('scripts/operations/Catalogue.json', 'utf8'));
  const names = new Set(Object.values(scripts).flatMap(({ parameters = {} }) => Object.keys(parameters)));
  const secrets = ['Code'];
  expect([...names].sort()).toEqual([...Object.keys(good), ...secrets].sort());
});
