/** The text of the console is in console/messages.ts, and nowhere else. */
import { globSync, readFileSync } from 'node:fs';
import { t } from '../../console/messages';
import { saidIn } from './visible-text';

const files = globSync('console/**/*.{ts,tsx}').map((file) => file.replaceAll('\\', '/'));
/** The editor brings its own text; that of the help is in its documents. */
const own = /^console\/(?:messages\.ts|generated\/|ide\/|help\/)/;

describe('the text of the console', () => {
  it('is in its messages: no other file has a word for a person', () => {
    const judged = files.filter((file) => !own.test(file));
    expect(judged.length).toBeGreaterThan(100);
    const found = judged.flatMap((file) =>
      saidIn(readFileSync(file, 'utf8'), file.endsWith('x')).map((words) => `${file}: ${words}`),
    );
    expect(found).toEqual([]);
  });

  it('is never empty', () => {
    const empty = textsOf(t).filter(([, text]) => typeof text === 'string' && text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('has no word in it that only the API or its developers know', () => {
    const own = /\b[A-Z]+_[A-Z_]+\b|control plane/i;
    expect(textsOf(t).filter(([, text]) => own.test(String(text)))).toEqual([]);
  });
});

/** Every text with its path; a message with values as its function. */
function textsOf(messages: object, path = ''): [string, unknown][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'object' && !Array.isArray(value)
      ? textsOf(value, `${path}${key}.`)
      : [[path + key, value] as [string, unknown]],
  );
}
