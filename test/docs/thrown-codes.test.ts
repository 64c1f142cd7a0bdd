/** Every code that a PowerShell script throws has its message and remedy in the catalogue: else a person reads "a script failed". */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from '../../src/errors/errors.js';
import { project } from './read-doc.js';

const folders = ['scripts/host', 'scripts/operations', 'scripts/services'];
const files = folders.flatMap((folder) =>
  readdirSync(join(project, folder))
    .filter((name) => /\.ps[dm]?1$/.test(name))
    .map((name) => `${folder}/${name}`),
);

/** Of a file: the codes that it names where an error is made, and the variables that stand for one there. */
function thrownBy(file: string): { codes: string[]; variables: string[] } {
  const text = readFileSync(join(project, file), 'utf8').replaceAll(/<#[\s\S]*?#>|^\s*#.*$/gm, '');
  const words = [...text.matchAll(/(?:\bErrorId|-Otherwise)\b\s*=?\s*'?([$A-Z][\w.(]*)/g)].map(
    ([, word = '']) => word,
  );
  const [, list = ''] = /^\$script:KnownCodes = ((?:'\w+'(?:,\s*)?)+)/m.exec(text) ?? [];
  const known = [...list.matchAll(/'(\w+)'/g)].map(([, word = '']) => word);
  return {
    codes: [...words.filter((word) => /^[A-Z][A-Z0-9_]+$/.test(word)), ...known],
    variables: words.filter((word) => word.startsWith('$')),
  };
}

describe('what scripts throw', () => {
  it('is in the catalogue', () => {
    const thrown = files.flatMap((file) => thrownBy(file).codes.map((code) => `${code} of ${file}`));
    expect(thrown.length).toBeGreaterThan(30);
    expect(thrown.filter((each) => !Object.hasOwn(ERRORS, each.split(' ')[0] ?? ''))).toEqual([]);
  });

  it('is named where it is thrown, or comes from a list that is read here: ServiceRefusal.psd1, KnownCodes', () => {
    const unread = files.flatMap((file) => thrownBy(file).variables.map((word) => `${word} in ${file}`));
    expect(unread.sort()).toEqual([
      '$Otherwise in scripts/services/HostService.ps1',
      '$Otherwise in scripts/services/ServiceRefusal.ps1',
      '$Refusal.ErrorId in scripts/services/ServiceRefusal.ps1',
      '$code in scripts/services/VenueCloud.psm1',
      '$known.ErrorId in scripts/services/ServiceRefusal.ps1',
      '$refusal.ErrorId in scripts/services/HostService.ps1',
    ]);
  });

  it('is in the catalogue also where only help speaks of it', () => {
    const result = files.flatMap((file) => {
      const text = readFileSync(join(project, file), 'utf8');
      const lists = [...text.matchAll(/\bErrors?: ([A-Z][A-Z_,\s]+[A-Z])\./g)].map(([, list = '']) => list);
      return lists.flatMap((list) => list.split(/,\s*/).map((code) => `${code} of ${file}`));
    });
    expect(result.length).toBeGreaterThan(20);
    expect(result.filter((each) => !Object.hasOwn(ERRORS, each.split(' ')[0] ?? ''))).toEqual([]);
  });
});
