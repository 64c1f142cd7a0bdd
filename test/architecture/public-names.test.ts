/** Public names stay: test/public-names.txt lists them, and whoever removes one says so to the users in CHANGELOG.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { publicNames } from './public-names.js';

const SNAPSHOT = 'test/public-names.txt';
const UPDATE = `NAMES=write npm test -- test/architecture/public-names.test.ts`;

/** A sentence for each name that is gone or new, and for each removal that CHANGELOG doesn't tell; empty when all is well. */
function compareNames(listed: readonly string[], found: readonly string[], removed: string): string[] {
  const gone = listed.filter((name) => !found.includes(name));
  const fresh = found.filter((name) => !listed.includes(name));
  const untold = gone.filter((name) => !isTold(name, gone, removed));
  return [
    ...gone.map((name) => `gone: ${name}`),
    ...fresh.map((name) => `new: ${name}`),
    ...untold.map((name) => `CHANGELOG.md, Unreleased, Removed: add a line that names \`${lastWord(name)}\``),
  ];
}

/** By its last word, or as a part of something larger that is gone and told. */
function isTold(name: string, gone: readonly string[], removed: string): boolean {
  const codes = [...removed.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code.split(/[^\w$@-]+/));
  if (codes.includes(lastWord(name))) return true;
  return gone.some((other) => isPartOf(name, other) && isTold(other, gone, removed));
}

function isPartOf(name: string, whole: string): boolean {
  return name !== whole && name.startsWith(whole) && /^[\W]/.test(name.slice(whole.length));
}

function lastWord(name: string): string {
  return /([\w$@-]+)\W*$/.exec(name)?.[1] ?? name;
}

/** The part of CHANGELOG.md that a removal belongs in. */
function removedIn(changelog: string): string {
  const [, unreleased = ''] = changelog.split(/^## .*$/m);
  const [, ...parts] = unreleased.split(/^### Removed$/m);
  return parts.map((part) => part.split(/^### /m)[0]).join('\n');
}

const readLines = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);

test('the public names are those of the snapshot', async () => {
  const found = await publicNames();
  const differences = compareNames(
    readLines(SNAPSHOT),
    found,
    removedIn(readFileSync('CHANGELOG.md', 'utf8')),
  );
  const untold = differences.filter((line) => line.startsWith('CHANGELOG.md'));
  if (process.env['NAMES'] === 'write' && untold.length === 0) {
    writeFileSync(SNAPSHOT, `${found.join('\n')}\n`);
    return;
  }
  const how = `A removed or renamed name breaks users: keep it, or add a line in CHANGELOG.md under Removed. Then update ${SNAPSHOT}: ${UPDATE}`;
  expect(differences.length === 0 ? [] : [...differences, how]).toEqual([]);
});

test('a name that is gone needs a line in CHANGELOG, and its parts do not', () => {
  const listed = ['cli: serve', 'graphql: Venue', 'graphql: Venue.name'];
  expect(compareNames(listed, listed, '')).toEqual([]);
  expect(compareNames(listed, ['cli: serve', 'cli: start'], '- The type `Venue`.')).toEqual([
    'gone: graphql: Venue',
    'gone: graphql: Venue.name',
    'new: cli: start',
  ]);
  expect(compareNames(listed, listed.slice(1), '- The service.')).toEqual([
    'gone: cli: serve',
    'CHANGELOG.md, Unreleased, Removed: add a line that names `serve`',
  ]);
});
