/** Nothing is exported that no one names: what can't be reached is read, kept and fixed for no one. */
import { globSync, readFileSync } from 'node:fs';

const read = (pattern: string) =>
  globSync(pattern, { exclude: ['**/node_modules'] }).map((file) => ({
    file: file.replaceAll('\\', '/'),
    text: readFileSync(file, 'utf8'),
  }));
const EXPORT =
  /^export (?:declare |abstract |async )*(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;

test('every export is named somewhere besides its declaration', () => {
  const generated = /^console\/generated\//;
  const sources = read('{src,console,rehearsal}/**/*.{ts,tsx}');
  const words = new Map<string, number>();
  for (const { text } of [...sources, ...read('{test,bin,bench}/**/*.{ts,tsx,mjs}')])
    for (const [word] of text.matchAll(/\w+/g)) words.set(word, (words.get(word) ?? 0) + 1);
  const exported = sources
    .filter(({ file }) => !generated.test(file))
    .flatMap(({ file, text }) => [...text.matchAll(EXPORT)].map(([, name = '']) => ({ file, name })));
  expect(exported.length).toBeGreaterThan(500);
  const unused = exported.filter(({ name }) => words.get(name) === 1);
  expect(unused.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
});
