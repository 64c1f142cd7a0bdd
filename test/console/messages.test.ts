/** What the console says stands in src/console/messages, once for each language, and nowhere else. */
import { globSync, readFileSync } from 'node:fs';
import { languageOf } from '../../src/console/messages/current';
import { de } from '../../src/console/messages/de';
import { en } from '../../src/console/messages/en';
import { keptIn, saidIn } from './said-in';

const files = globSync('src/console/**/*.{ts,tsx}').map((file) => file.replaceAll('\\', '/'));
/** The editor's words are upstream's, and its own. */
const own = /^src\/console\/(?:messages|generated|ide)\//;
/** Not done yet: this list only gets shorter. */
const open = /^src\/console\/(?:views\/(?!venue\/))/;

describe('what the console says', () => {
  it('is in its messages: no other file has a word for a person', () => {
    const judged = files.filter((file) => !own.test(file) && !open.test(file));
    expect(judged.length).toBeGreaterThan(80);
    const found = judged.flatMap((file) =>
      saidIn(readFileSync(file, 'utf8'), file.endsWith('x')).map((words) => `${file}: ${words}`),
    );
    expect(found).toEqual([]);
  });

  it('is read where it is said: a module keeps no words, as after another choice they are others', () => {
    const keepers = files.filter(
      (file) => !own.test(file) && keptIn(readFileSync(file, 'utf8'), file.endsWith('x')),
    );
    expect(keepers).toEqual([]);
  });

  it('is the same in every language: each message there, and none of them empty', () => {
    const shapes = [en, de].map((messages) => textsOf(messages).map(([path, text]) => [path, typeof text]));
    expect(shapes[1]).toEqual(shapes[0]);
    const empty = [en, de].flatMap((messages) =>
      textsOf(messages).filter(([, text]) => typeof text === 'string' && text.trim() === ''),
    );
    expect(empty).toEqual([]);
  });

  it('has no word in it that only the API knows', () => {
    for (const messages of [en, de])
      expect(textsOf(messages).filter(([, text]) => /\b[A-Z]+_[A-Z_]+\b/.test(String(text)))).toEqual([]);
  });
});

describe('the language', () => {
  it.each([
    ['de', ['en-AU'], 'de'],
    [null, ['de-AT', 'en'], 'de'],
    [null, ['fr', 'de', 'en'], 'de'],
    [null, ['en-AU', 'de'], 'en'],
    ['tlh', ['fr'], 'en'],
    ['toString', [], 'en'],
  ])('chosen %j, asked by the browser %j, is %s', (chosen, asked, language) => {
    expect(languageOf(chosen, asked)).toBe(language);
  });
});

/** Every text with its path; a message with values as what its function says. */
function textsOf(messages: object, path = ''): [string, unknown][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'object' ? textsOf(value, `${path}${key}.`) : [[path + key, value] as [string, unknown]],
  );
}
