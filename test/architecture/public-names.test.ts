/** Public names stay: test/public-names.txt lists them, and anyone who removes one says so to the users in CHANGELOG.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { publicNames } from './public-names.js';

const SNAPSHOT = 'test/public-names.txt';
const UPDATE = `NAMES=write npm test -- test/architecture/public-names.test.ts`;

/** A sentence for each name that is gone or new, and for each removal that CHANGELOG doesn't tell; empty when all is well. */
function compareNames(listed: readonly string[], found: readonly string[], removed: string): string[] {
  const gone = listed.filter((name) => !found.includes(name));
  const fresh = found.filter((name) => !listed.includes(name));
  const unlisted = gone.filter((name) => !isListed(name, gone, removed));
  return [
    ...gone.map((name) => `gone: ${name}`),
    ...fresh.map((name) => `new: ${name}`),
    ...unlisted.map(
      (name) => `CHANGELOG.md, Unreleased, Removed: add a line that names \`${lastWord(name)}\``,
    ),
  ];
}

/** By its last word, or as a part of something larger that is gone and reported. */
function isListed(name: string, gone: readonly string[], removed: string): boolean {
  const codes = [...removed.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code.split(/[^\w$@-]+/));
  if (codes.includes(lastWord(name))) return true;
  return gone.some((other) => isPartOf(name, other) && isListed(other, gone, removed));
}

function isPartOf(name: string, larger: string): boolean {
  const whole = untyped(larger);
  return name !== larger && name.startsWith(whole) && /^[\W]/.test(name.slice(whole.length));
}

function lastWord(name: string): string {
  return /([\w$@-]+)\W*$/.exec(untyped(name))?.[1] ?? name;
}

/** A member of the schema is listed with its type, or what its guard asks for: `graphql: Venue.cloud: Cloud`. */
function untyped(name: string): string {
  return /^graphql: [^:]+/.exec(name)?.[0] ?? name;
}

/** The part of CHANGELOG.md that a removal belongs in. */
function removedIn(changelog: string): string {
  const [, unreleased = ''] = changelog.split(/^## .*$/m);
  const [, ...parts] = unreleased.split(/^### Removed$/m);
  return parts.map((part) => part.split(/^### /m)[0]).join('\n');
}

/** A member is on the line of its owner: `graphql: Venue|.name: String|.cloud: Cloud`. Lines are of a length that a diff can show. */
function fold(names: readonly string[]): string {
  const lines: string[] = [];
  let owner = '';
  for (const name of names) {
    const member = name.slice(owner.length);
    const isMember = owner !== '' && name.startsWith(owner) && /^\.|^( [-<\d@]|\(| \w+$)\S*$/.test(member);
    const last = lines.at(-1) ?? '';
    if (isMember && !isCommand(name) && last.length + member.length < 150)
      lines[lines.length - 1] = `${last}|${member}`;
    else if (isMember && !isCommand(name)) lines.push(`${owner}|${member}`);
    else {
      owner = name;
      lines.push(name);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** `venue-control audit verify` has options of its own. */
function isCommand(name: string): boolean {
  return /^cli: .* \w[\w-]*$/.test(name);
}

function unfold(text: string): string[] {
  const names = text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [owner = '', ...members] = line.split('|');
      return [owner, ...members.map((member) => `${owner}${member}`)];
    });
  return [...new Set(names)];
}

test('the public names are those of the snapshot', async () => {
  const found = await publicNames();
  const differences = compareNames(
    existsSync(SNAPSHOT) ? unfold(readFileSync(SNAPSHOT, 'utf8')) : [],
    found,
    removedIn(readFileSync('CHANGELOG.md', 'utf8')),
  );
  const unlisted = differences.filter((line) => line.startsWith('CHANGELOG.md'));
  if (process.env['NAMES'] === 'write' && unlisted.length === 0) {
    writeFileSync(SNAPSHOT, fold(found));
    return;
  }
  const how = `A removed or renamed name breaks users: keep it, or add a line in CHANGELOG.md under Removed. Then update ${SNAPSHOT}: ${UPDATE}`;
  expect(differences.length === 0 ? [] : [...differences, how]).toEqual([]);
});

test('the snapshot holds each name once, members with their owner', () => {
  const names = [
    'cli: a b',
    'cli: a b --c',
    'cli: a bc',
    'graphql: A',
    'graphql: A.b @requires(permission: C)',
    'graphql: A.b(d: Int = 20)',
    'graphql: A.b: [E!]',
    'graphql: Ab',
  ];
  expect(fold(names)).toBe(
    'cli: a b| --c\ncli: a bc\ngraphql: A|.b @requires(permission: C)|.b(d: Int = 20)|.b: [E!]\ngraphql: Ab\n',
  );
  expect(unfold(fold(names))).toEqual(names);
});

test('a name that is gone needs a line in CHANGELOG, and its parts do not', () => {
  const listed = ['cli: serve', 'graphql: Venue', 'graphql: Venue.name: String'];
  expect(compareNames(listed, listed, '')).toEqual([]);
  expect(compareNames(listed, ['cli: serve', 'cli: start'], '- The type `Venue`.')).toEqual([
    'gone: graphql: Venue',
    'gone: graphql: Venue.name: String',
    'new: cli: start',
  ]);
  expect(compareNames(listed, listed.slice(1), '- The service.')).toEqual([
    'gone: cli: serve',
    'CHANGELOG.md, Unreleased, Removed: add a line that names `serve`',
  ]);
  expect(compareNames(listed, [...listed.slice(0, 2), 'graphql: Venue.name: ID'], '')).toContain(
    'CHANGELOG.md, Unreleased, Removed: add a line that names `name`',
  );
});
