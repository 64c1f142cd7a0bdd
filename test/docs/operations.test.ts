import { readFileSync } from 'node:fs';
import { getDefault } from 'valibot';
import { ENVIRONMENT, type EnvironmentOption } from '../../src/config/environment.js';
import { inWords } from '../../src/config/site-options.js';
import { SQL_OPTIONS } from '../../src/config/sql-options.js';
import { VENUE_OPTIONS } from '../../src/config/venue-options.js';
import { isErrorCode } from '../../src/errors.js';
import { SITE_OPTIONS } from '../../src/operations/words/settings.js';
import { readDoc, table } from './read-doc.js';

const doc = readDoc('docs/operations.md');

describe('docs/operations.md', () => {
  it('says of every variable of the environment what it takes and its default, and names no other', () => {
    const rows = Object.entries<EnvironmentOption>(ENVIRONMENT).map(([name, option]) => [
      `\`${name}\``,
      option.otherwise ?? String(getDefault(option.schema)),
      option.takes,
      option.meaning,
    ]);
    expect(doc.section('environment')).toBe(table(['Variable', 'Default', 'Takes', 'Meaning'], rows));
  });

  it('says of every option of config.json what it takes and its default, and names no other', () => {
    const rows = Object.entries(SITE_OPTIONS).map(([name, option]) => [
      `\`${name}\``,
      option.kind === 'periods' ? 'none' : `\`${option.default}\``,
      inWords(option),
      option.meaning,
    ]);
    expect(doc.section('config.json')).toBe(table(['Option', 'Default', 'Takes', 'Meaning'], rows));
  });

  it('says of every option of sql what it takes and its default, and names no other', () => {
    const rows = Object.entries(SQL_OPTIONS).map(([name, option]) => [
      `\`${name}\``,
      option.otherwise,
      option.takes,
      option.meaning,
    ]);
    expect(doc.section('sql')).toBe(table(['Option', 'Default', 'Takes', 'Meaning'], rows));
  });

  it('says of every entry of venue.json what it takes and its default, and names no other', () => {
    const rows = Object.entries(VENUE_OPTIONS).map(([name, option]) => [
      `\`${name}\``,
      option.otherwise ?? 'needed',
      option.takes,
      option.meaning,
    ]);
    expect(doc.section('venue.json')).toBe(table(['Entry', 'Default', 'Takes', 'Meaning'], rows));
  });

  it('names no code of a failure or a refusal that the catalogue has not', () => {
    const [, outages = ''] = readFileSync('docs/operations.md', 'utf8').split(/^## Outages$/m);
    const [section = ''] = outages.split(/^## /m);
    const named = [...section.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, code]) => code);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((code) => !isErrorCode(code) && code !== 'NEEDS_ATTENTION')).toEqual([]);
  });
});
