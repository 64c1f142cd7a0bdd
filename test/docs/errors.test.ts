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
