import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { domainModules } from '../architecture/layers.js';
import { codesIn, project, readDoc, rowsOf } from './read-doc.js';

const doc = readDoc('docs/explanation/architecture.md');
const namesIn = (section: string) => rowsOf(doc.section(section)).flatMap(([name = '']) => codesIn(name));

describe('docs/explanation/architecture.md', () => {
  it('has the modules of the domain in the order in which they may import', () => {
    expect(namesIn('domain')).toEqual(domainModules);
  });

  it('has every folder of resolvers, and no other', () => {
    const folders = readdirSync(resolve(project, 'src/resolvers'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(namesIn('resolvers').sort()).toEqual(folders.sort());
  });

  it('names only files that exist, linked or not', () => {
    const named = codesIn(doc.text).filter((code) =>
      /^(src|console|rehearsal|scripts|test|bin|bench|docs)\/\S+$/.test(code),
    );
    const paths = [...doc.links(), ...named];
    expect(paths.length).toBeGreaterThan(40);
    expect(paths.filter((path) => !statSync(resolve(project, path), { throwIfNoEntry: false }))).toEqual([]);
  });
});
