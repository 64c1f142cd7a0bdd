import { getDefault } from 'valibot';
import { ENVIRONMENT, type EnvironmentOption } from '../../src/config/environment.js';
import { inWords } from '../../src/config/site-options.js';
import { SQL_OPTIONS } from '../../src/config/sql-options.js';
import { VENUE_OPTIONS } from '../../src/config/venue-options.js';
import { FINDINGS } from '../../src/domain/types/findings.js';
import { SITE_OPTIONS } from '../../src/domain/types/settings.js';
import { isErrorCode } from '../../src/errors/errors.js';
import { codesIn, readDoc, table } from './read-doc.js';

const doc = readDoc('docs/reference/configuration.md');

const TABLES: Readonly<Record<string, { named: string; rows: readonly (readonly string[])[] }>> = {
  environment: {
    named: 'Variable',
    rows: Object.entries<EnvironmentOption>(ENVIRONMENT).map(
      ([name, { otherwise, schema, takes, meaning }]) => [
        name,
        otherwise ?? String(getDefault(schema)),
        takes,
        meaning,
      ],
    ),
  },
  'config.json': {
    named: 'Option',
    rows: Object.entries(SITE_OPTIONS).map(([name, option]) => [
      name,
      typeof option.default === 'object' ? 'none' : `\`${option.default}\``,
      inWords(option),
      option.meaning,
    ]),
  },
  sql: {
    named: 'Option',
    rows: Object.entries(SQL_OPTIONS).map(([name, { otherwise, takes, meaning }]) => [
      name,
      otherwise,
      takes,
      meaning,
    ]),
  },
  'venue.json': {
    named: 'Entry',
    rows: Object.entries(VENUE_OPTIONS).map(([name, { otherwise, takes, meaning }]) => [
      name,
      otherwise ?? 'needed',
      takes,
      meaning,
    ]),
  },
};

describe('docs/reference/configuration.md', () => {
  it.each(Object.entries(TABLES))(
    'says of every entry of %s what it takes and its default, and names no other',
    (section, { named, rows }) => {
      const lines = rows.map(([name, ...said]) => [`\`${name}\``, ...said]);
      expect(doc.section(section)).toBe(table([named, 'Default', 'Takes', 'Meaning'], lines));
    },
  );

  it('shows files whose entries exist', () => {
    const blocks = [...doc.text.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
    const entries = blocks.flatMap((block) => pathsIn(JSON.parse(block)));
    const known = [...Object.keys(VENUE_OPTIONS), ...Object.keys(SQL_OPTIONS).map((name) => `sql.${name}`)];
    expect(entries.length).toBeGreaterThan(10);
    expect(
      entries.filter((entry) => !known.some((one) => one === entry || one.startsWith(`${entry}.`))),
    ).toEqual([]);
  });
});

describe('docs/how-to/outages.md', () => {
  it('names no code of a failure, a refusal or a finding that the catalogue has not', () => {
    const named = codesIn(readDoc('docs/how-to/outages.md').text).filter((code) =>
      /^[A-Z]+(?:_[A-Z]+)+$/.test(code),
    );
    const ours = /^(?:VENUE_CONTROL_|NEEDS_ATTENTION$)/;
    const isKnown = (code: string) => isErrorCode(code) || code in FINDINGS || ours.test(code);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((code) => !isKnown(code))).toEqual([]);
  });
});

/** `{ a: { b: 1 } }` has `a.b`. */
function pathsIn(value: object): string[] {
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'object' && inner !== null ? pathsIn(inner).map((path) => `${name}.${path}`) : [name],
  );
}
