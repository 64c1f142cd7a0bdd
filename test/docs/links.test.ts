import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { projectFiles } from '../architecture/project-files.js';
import { project, readDoc } from './read-doc.js';

/** Every document of the project: what git knows or is about to. */
const documents = projectFiles()
  .filter(({ path }) => path.endsWith('.md'))
  .map(({ path }) => readDoc(path));

const schema = buildSchema(readFileSync(resolve(project, 'schema.graphql'), 'utf8'));

describe('the documents', () => {
  it('are found', () => expect(documents.length).toBeGreaterThan(20));

  it.each(documents.map((doc) => [doc.path, doc] as const))('%s links to files that exist', (_path, doc) => {
    const missing = doc
      .links()
      .filter((link) => !statSync(resolve(project, link), { throwIfNoEntry: false }));
    expect(missing).toEqual([]);
  });

  it('name the file that a link leads to, where they name one', () => {
    const named = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/\[([\w-]+\.(?:md|ps1|sh))\]\((?:[^)#]*\/)?([^)#/]+)/g)].map((link) => [
        path,
        ...link.slice(1),
      ]),
    );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter(([, name, file]) => name !== file)).toEqual([]);
  });

  it('show GraphQL that the schema takes', () => {
    const shown = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/^```graphql\n([\s\S]*?)^```/gm)].map(([, block = '']) => ({ path, block })),
    );
    expect(shown.length).toBeGreaterThan(2);
    const wrong = shown.flatMap(({ path, block }) =>
      validate(schema, parse(block)).map(({ message }) => `${path}: ${message}`),
    );
    expect(wrong).toEqual([]);
  });

  it('list every ADR in their index', () => {
    const files = documents.map(({ path }) => path).filter((path) => /^docs\/adr\/\d/.test(path));
    expect(readDoc('docs/adr/README.md').links().sort()).toEqual(files.sort());
  });
});
