/** The documents in the program's archive, which leaves out the project that they are of, and what a remedy names of it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { contentsOf } from '../../bin/packaging/contents.mjs';
import { platforms } from '../../bin/packaging/platforms.mjs';
import { projectFiles } from '../architecture/project-files.js';
import { codesIn, linksIn } from '../docs/read-doc.js';
import { folderOfFile } from '../fixtures/folder-of-test.js';

const folder = folderOfFile();

function entriesOf() {
  // Node and PowerShell, which have no documents of ours.
  mkdirSync(folder('bin'), { recursive: true });
  writeFileSync(folder('bin', 'node.exe'), '');
  const parts = { node: folder(), powerShell: folder('bin'), runtimes: [] };
  return contentsOf({ project: resolve('.'), platform: platforms['win-x64'], parts });
}

test('a document in it leads to nothing that the archive leaves out, and says of what it names where that is', () => {
  const entries = entriesOf();
  const documents = entries.filter(({ name }) => /^docs\/|^CHANGELOG/.test(name));
  expect(documents.length).toBeGreaterThan(10);
  const names = entries.map(({ name }) => name);
  const dead = documents.flatMap(({ name, from = '', text = readFileSync(from, 'utf8') }) =>
    linksIn(name, text).filter((to) => !names.some((one) => one === to || one.startsWith(`${to}/`))),
  );
  expect(dead).toEqual([]);
  const { text = '' } = documents.find(({ name }) => name === 'docs/how-to/outages.md') ?? {};
  expect(linksIn('docs/how-to/outages.md', text)).toContain('docs/how-to/operations.md');
  expect(text).toMatch(/^campaigns\/outages\.md has the figures\.$/m);
  expect(text).toContain('not in this archive.');
});

test('what its documents say that it has of the project is what it has, file by file', () => {
  const entries = entriesOf();
  const names = new Set(entries.map(({ name }) => name));
  const { text = '' } = entries.find(({ name }) => name === 'docs/how-to/outages.md') ?? {};
  const [, has = '', without = ''] =
    /^Of the project's own files this archive has (.+) without its (.+?)\. /m.exec(text) ?? [];
  const [first, rest] = [codesIn(has), codesIn(without)];
  const isBelow = (path: string, folders: readonly string[]) =>
    folders.some((one) => path === one || path.startsWith(`${one}/`));
  const isSaid = (path: string) =>
    isBelow(path, first) &&
    !isBelow(
      path,
      rest.map((name) => `docs/${name}`),
    ) &&
    (path.endsWith('.sql') || !isBelow(path, ['src'])) &&
    (path.endsWith('.ps1') || isBelow(path, ['examples/monitoring']) || !isBelow(path, ['examples']));
  const wrong = projectFiles().filter(({ path }) => isSaid(path) !== names.has(path));
  expect([first.length, rest.length, wrong.map(({ path }) => path)]).toEqual([7, 5, []]);
});

test('what a message or a remedy names of the project is in it: a till has nothing else', () => {
  const names = entriesOf().map(({ name }) => name);
  const named = projectFiles()
    .filter(({ path }) => /^(?:src|console|rehearsal)\/.+\.tsx?$/.test(path) && path !== OF_A_CHECKOUT)
    .flatMap(({ path, text }) => pathsIn(text).map((to) => ({ path, to })));
  expect(named.length).toBeGreaterThan(20);
  const missing = named.filter(({ to }) => !names.some((name) => name === to || name.startsWith(`${to}/`)));
  expect(missing).toEqual([]);
});

/** Its words stand in schema.graphql, for anyone who changes that. */
const OF_A_CHECKOUT = 'src/resolvers/schema/print-contract.ts';

/** Of the project's folders, whichever way their slashes lean; comments and imports are for people at the code. */
function pathsIn(source: string): string[] {
  const said = source
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^.* from '.*$|import\('[^']*'\)/gm, '')
    .replaceAll('\\\\', '/');
  const paths = said.matchAll(
    /(?<![\w/.@-])(?:\.\/)?((?:bench|bin|dist|docs|examples|scripts|src|test)\/[\w./-]*\w)/g,
  );
  return [...paths].map(([, path = '']) => path);
}
