/** Each page has one reader and says first who that is; what a newcomer reads first stays short. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { projectFiles } from '../architecture/project-files.js';
import { project, readDoc } from './read-doc.js';

const KINDS = /^docs\/(?:glossary|(?:tutorial|how-to|reference|explanation)\/[\w-]+)\.md$/;
const pages = projectFiles().flatMap(({ path }) => (KINDS.test(path) ? [path] : []));

it.each(pages)('%s says in its first sentence who reads it', (path) => {
  const [title = '', , first = ''] = readDoc(path).text.split('\n');
  expect(title).toMatch(/^# \w/);
  expect(first).toMatch(/^For (?!whoever|some)[^.]+\. \w/);
});

it('the index of documents has each page', () => {
  expect(pages.length).toBeGreaterThan(20);
  const listed = readDoc('docs/README.md').links();
  expect(pages.filter((path) => !listed.includes(path))).toEqual([]);
});

it('the index of decisions has each title as its page has it', () => {
  const index = readDoc('docs/adr/README.md').text;
  const rows = [...index.matchAll(/^\| \[(\d{4})\]\(([\w.-]+)\) \| (.+) \|$/gm)];
  expect(rows.length).toBeGreaterThan(20);
  for (const [, number, file, title] of rows)
    expect(readDoc(`docs/adr/${file}`).text.split('\n')[0]).toBe(`# ${number}: ${title}`);
});

it.each([
  ['README.md', 9],
  ['CONTRIBUTING.md', 5],
])('%s has at most %d KB', (path, kilobytes) => {
  expect(statSync(resolve(project, path)).size).toBeLessThanOrEqual(kilobytes * 1000);
});

it('a release in CHANGELOG.md has at most 80 lines, and Unreleased is sorted by kind', () => {
  const [, unreleased = '', ...releases] = readDoc('CHANGELOG.md').text.split(/^## /m);
  expect(releases.length).toBeGreaterThan(0);
  for (const release of releases) expect(release.trimEnd().split('\n').length).toBeLessThanOrEqual(80);
  const kinds = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
  const found = [...unreleased.matchAll(/^### (.+)$/gm)].map(([, kind]) => kind);
  expect(found.filter((kind, at) => !kinds.includes(kind ?? '') || found.indexOf(kind) !== at)).toEqual([]);
});
