/** The IDE's search of the schema: by names, descriptions and guards. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildSchema } from 'graphql';
import { everythingIn, search } from '../../console/ide/schema-search';

const all = everythingIn(buildSchema(readFileSync(resolve('schema.graphql'), 'utf8')));
const names = (text: string) => search(all, text).map(({ name }) => name);

it.each([
  ['services', 'Query.services'],
  ['clerkgroup', 'ClerkGroup'],
  ['reason', 'OnboardInput.reason'],
  ['restartService key', 'Mutation.restartService(key)'],
  ['SOUTHEAST', undefined],
])('%s finds %s', (text, name) => {
  if (name === undefined) expect(names(text)).toEqual([]);
  else expect(names(text)).toContain(name);
});

it('has what is named so before what only says so', () => {
  const found = names('services');
  expect(found[0]?.endsWith('services')).toBe(true);
  expect(found.indexOf('Query.services')).toBeLessThan(found.indexOf('Mutation.restartService'));
});

it('says what each needs, and finds all that need a permission', () => {
  const found = search(all, 'needs support_bundle');
  expect(found.map(({ guard }) => guard)).toContain('Needs SUPPORT_BUNDLE.');
  expect(found.every(({ guard }) => guard.includes('SUPPORT_BUNDLE'))).toBe(true);
  const key = search(all, 'Mutation.restartService key').find(({ name }) => name.endsWith('(key)'));
  expect(key?.guard).toBe('Needs SERVICES_CONTROL.');
  expect(key?.description).not.toContain('Needs');
});

it('finds nothing where nothing is typed, and nothing of GraphQL’s own', () => {
  expect(names('  ')).toEqual([]);
  expect(names('__schema')).toEqual([]);
});
