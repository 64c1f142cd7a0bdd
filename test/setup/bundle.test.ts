/** What the built bundle must not bring in: each was once a part of every start, or of every request. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join('dist', 'bundle');
const parts = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));
const where = (pattern: RegExp) => parts.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

test('no part imports node:http as a module of its own, which would load fetch and WebSocket too', () => {
  expect(where(/^import .*"(?:node:)?http";$/m)).toEqual([]);
});

test("Apollo hashes documents by Node's own hash", () => {
  expect(where(/createHash\)?\("sha256"\)\.update\(query\)/)).not.toEqual([]);
  expect(where(/node_modules\/(?:sha\.js|@apollo\/utils\.createhash)\//)).toEqual([]);
});

test("no part makes a formatter or a collator while it is imported: a process' first takes 7 to 13 ms", () => {
  expect(where(/^(?:const|let|var) .*= new Intl\./m)).toEqual([]);
});

test('nothing compiles schemas of routes, of which there are none', () => {
  expect(where(/node_modules\/(?:ajv|fast-json-stringify\/index)/)).toEqual([]);
});
