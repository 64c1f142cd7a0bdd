/** What the console says stands in src/console/messages, once for each language, and nowhere else. */
import { globSync, readFileSync } from 'node:fs';
import { languageOf } from '../../src/console/messages/current';
import { de } from '../../src/console/messages/de';
import { en, type Messages } from '../../src/console/messages/en';
import { ERRORS } from '../../src/errors';
import { keptIn, saidIn } from './said-in';

const files = globSync('src/console/**/*.{ts,tsx}').map((file) => file.replaceAll('\\', '/'));
/** The editor's words are upstream's, and its own; the help's stand in its documents. */
const own = /^src\/console\/(?:messages|generated|ide|help)\//;

describe('what the console says', () => {
  it('is in its messages: no other file has a word for a person', () => {
    const judged = files.filter((file) => !own.test(file));
    expect(judged.length).toBeGreaterThan(150);
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
    const shape = (messages: object) =>
      textsOf(messages).map(([path, text]) => `${path}: ${Array.isArray(text) ? text.length : typeof text}`);
    expect(shape(ours(de))).toEqual(shape(ours(en)));
    const empty = [en, de].flatMap((messages) =>
      textsOf(messages).filter(([, text]) => typeof text === 'string' && text.trim() === ''),
    );
    expect(empty).toEqual([]);
  });

  it('says in German whatever values it says in English', () => {
    const marks = ['⟦1⟧', '⟦2⟧', '⟦3⟧', '⟦4⟧', '⟦5⟧'];
    const said = (message: unknown): string[] | undefined => {
      if (typeof message !== 'function') return undefined;
      try {
        const text: unknown = message(...marks);
        return marks.filter((mark) => JSON.stringify(text).includes(mark));
      } catch {
        // It takes no words, but a list or an object.
        return undefined;
      }
    };
    const english = textsOf(ours(en)).flatMap(([path, message]) => {
      const values = said(message);
      return values === undefined ? [] : [[path, values] as const];
    });
    const german = new Map(textsOf(ours(de)));
    expect(english.length).toBeGreaterThan(100);
    const silent = english.flatMap(([path, values]) => {
      const told = said(german.get(path)) ?? [];
      return values.filter((value) => !told.includes(value)).map((value) => `${path} ${value}`);
    });
    // In the place of the server's words German has its own.
    expect(silent).toEqual(['onboarding.codeShape ⟦1⟧']);
  });

  it('has no word in it that only the API knows', () => {
    for (const messages of [en, de])
      expect(textsOf(messages).filter(([, text]) => /\b[A-Z]+_[A-Z_]+\b/.test(String(text)))).toEqual([]);
  });
});

it('tells a person what to do in words of their own, where the catalogue speaks to programs', () => {
  const spoken = Object.entries(ERRORS)
    .filter(([, { remedy }]) => /[{}]|\b[a-z]+[A-Z]|\b[A-Z]+_[A-Z]|fingerprint/.test(remedy))
    .map(([code]) => code)
    // The page words a refusal by its gate.
    .filter((code) => code !== 'FORBIDDEN');
  const without = spoken.filter((code) => !Object.hasOwn(en.problem.remedies, code));
  expect(spoken.length).toBeGreaterThan(3);
  expect(without).toEqual([]);
  const said = Object.values(ERRORS).map(({ message }) => message);
  expect(said.filter((message) => /[{}]|\b[a-z]+[A-Z]|\b[A-Z]+_[A-Z]/.test(message))).toEqual([]);
});

describe('what the server names by a code', () => {
  const read = (pattern: string) =>
    globSync(pattern)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
  const every = (text: string, pattern: RegExp) =>
    [...new Set([...text.matchAll(pattern)].map(([, code = '']) => code))].sort();
  const steps = read('src/operations/{onboarding/*,resync/*,services/*,world/link}.ts');

  it.each([
    ['check', de.named.checks, every(read('src/operations/plans/*.ts'), /^ {2}\| '([A-Z_]+)';?$/gm)],
    [
      'evidence',
      de.named.evidence,
      every(read('src/operations/world/sync-evidence.ts'), /\bseen\(\s*'([A-Z_]+)'/g),
    ],
    [
      'step',
      de.named.steps,
      // A name of its own, or a constant's.
      every(steps, /(?:\{\s+name:|const [A-Z_]+ =|\bstep:) '([a-z]+(?:-[a-z]+)*)'/g).filter(
        (name) => !(name in de.named.choices),
      ),
    ],
    [
      'choice',
      de.named.choices,
      every(read('src/operations/{onboarding,runner}/*.ts'), /\bname: '((?:ask|give)-[a-z]+)'/g),
    ],
  ])('has a word in German: every %s', (_, words, codes) => {
    expect(codes.length).toBeGreaterThan(1);
    expect(Object.keys(words).sort()).toEqual(codes);
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

/** Without what the server names, which is English by itself. */
const ours = ({ named: _, ...messages }: Messages) => messages;

/** Every text with its path; a message with values as its function. */
function textsOf(messages: object, path = ''): [string, unknown][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'object' && !Array.isArray(value)
      ? textsOf(value, `${path}${key}.`)
      : [[path + key, value] as [string, unknown]],
  );
}
