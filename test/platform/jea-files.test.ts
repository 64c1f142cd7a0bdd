import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeJea } from '../../src/platform/jea-files.js';
import { readDoc, rowsOf } from '../docs/read-doc.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const commands = namesIn(
  /FunctionsToExport = @\(([^)]*)/.exec(readFileSync('scripts/VenueControl/VenueControl.psd1', 'utf8'))?.[1],
);
const reader = roleOf('VenueControlReader');
const operator = roleOf('VenueControlOperator');
const documented = new Map(
  rowsOf(readDoc('docs/how-to/jea.md').section('roles')).map(([role = '', text = '']) => [
    role,
    [...text.matchAll(/[A-Z]\w+-Venue\w*/g)].map(([name]) => name),
  ]),
);

const folder = folderOfTest();

const wish = (): Parameters<typeof writeJea>[1] => ({
  folder: folder(),
  readers: ["VENUE\\Manager's", 'VENUE\\Geschäftsführer’s'],
  operators: ['VENUE\\Support'],
  transcripts: 'C:\\t',
});
const read = (...path: string[]) => readFileSync(folder(...path), 'utf8');

function namesIn(list = ''): string[] {
  return [...list.matchAll(/'(?:VenueControl\\)?([\w-]+)'/g)].map(([, name = '']) => name);
}

function roleOf(role: string): string[] {
  const text = readFileSync(`scripts/jea/VenueControlJea/RoleCapabilities/${role}.psrc`, 'utf8');
  return namesIn(/VisibleFunctions = @\(([^)]*)/.exec(text)?.[1]);
}

test('each command that the module exports is in one role, or the document gives it to no role', () => {
  expect(commands.length).toBeGreaterThan(30);
  expect([...operator, ...(documented.get('neither role') ?? [])].toSorted()).toEqual(
    [...commands].toSorted(),
  );
});

test('the document lists the commands of each role, and the operator has all that a reader has', () => {
  expect(documented.get('reader')).toEqual(reader);
  expect(operator).toEqual([...reader, ...(documented.get('operator') ?? [])]);
});

test('what is copied is what the program has', () => {
  const [, ...copied] = writeJea('.', wish());
  expect(copied).toHaveLength(3);
  for (const file of copied)
    expect(readFileSync(file, 'utf8')).toBe(
      readFileSync(join('scripts/jea', file.slice(folder().length)), 'utf8'),
    );
});

test('the session names the transcripts, and groups as they are written, a quote within', () => {
  writeJea('.', wish());
  const session = read('VenueControl.pssc');
  expect(session).toContain("TranscriptDirectory = 'C:\\t'");
  expect(session).toContain("'VENUE\\Manager''s' = @{ RoleCapabilities = 'VenueControlReader' }");
  // PowerShell takes a printed quote for its own, and Windows PowerShell a file without a mark for an old code page.
  expect(session).toContain("'VENUE\\Geschäftsführer’’s' = @{ RoleCapabilities = 'VenueControlReader' }");
  expect(session.charCodeAt(0)).toBe(0xfeff);
});

test('a file that is not what was packaged is refused, and nothing is written', () => {
  const program = folder('program');
  cpSync('scripts/jea', join(program, 'scripts/jea'), { recursive: true });
  writeFileSync(join(program, 'SHA256SUMS'), `${'0'.repeat(64)}  scripts/jea/VenueControl.pssc\n`);
  expect(() => writeJea(program, wish())).toThrow('differs from the packaged file');
  expect(readdirSync(folder())).toEqual(['program']);
});

test('nothing is written over', () => {
  writeFileSync(folder('VenueControl.pssc'), 'theirs');
  expect(() => writeJea('.', wish())).toThrow('already exists');
  expect(readdirSync(folder())).toEqual(['VenueControl.pssc']);
});

test('the module of the endpoint has the version of ours', () => {
  const versionOf = (file: string) =>
    /ModuleVersion = '(.*)'/.exec(readFileSync(`scripts/${file}.psd1`, 'utf8'))?.[1];
  expect(versionOf('jea/VenueControlJea/VenueControlJea')).toBe(versionOf('VenueControl/VenueControl'));
});
