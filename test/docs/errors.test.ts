import { FINDINGS } from '../../src/domain/types/findings.js';
import { ERRORS } from '../../src/errors/errors.js';
import { codesIn, readDoc, table } from './read-doc.js';

const doc = readDoc('docs/reference/errors.md');

describe('docs/reference/errors.md', () => {
  it('lists every error with its message and remedy, and no other', () => {
    const rows = Object.entries(ERRORS).map(([code, { message, remedy }]) => [
      `\`${code}\``,
      message,
      remedy,
    ]);
    expect(doc.section('errors')).toBe(table(['Code', 'What it says', 'What to do'], rows));
  });

  it('names no field, argument or enum value of the API in a message or a remedy', () => {
    const forPrograms = /^(?:BAD_REQUEST|REQUEST_REFUSED|GRAPHQL_)/;
    const named = Object.entries(ERRORS)
      .filter(([code]) => !forPrograms.test(code))
      .filter(([, { message, remedy }]) => /[{}]|\b[a-z]+[A-Z]|\b[A-Z]+_[A-Z]/.test(`${message} ${remedy}`));
    expect(named).toEqual([]);
  });

  it('speaks of no code that is not in the catalogue', () => {
    const codes = codesIn(doc.text).filter((code) => /^[A-Z_]+$/.test(code));
    expect(codes.filter((code) => !Object.hasOwn(ERRORS, code))).toEqual([]);
  });
});

test('docs/reference/findings.md lists every finding with its severity, message and remedy, and no other', () => {
  const isOfTheFinding = (text: string) => /^\{\w+\}$/.test(text);
  const rows = Object.entries(FINDINGS).map(([code, { severity, title, message, remedy, actionCode }]) => [
    `\`${code}\``,
    severity,
    isOfTheFinding(message) ? `${title}.` : message,
    isOfTheFinding(remedy) ? 'Follow the remedy in the finding.' : remedy,
    actionCode === undefined ? '' : `\`${actionCode}\``,
  ]);
  const heads = ['Code', 'Severity', 'What it says', 'What to do', 'Action'];
  expect(readDoc('docs/reference/findings.md').section('findings')).toBe(table(heads, rows));
});
