import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandsIn, jeaRoles, writeJea } from '../../src/machine/jea-files.js';
import { readDoc, rowsOf } from '../docs/read-doc.js';

const commands = commandsIn(readFileSync('scripts/VenueControl/VenueControl.psd1', 'utf8'));
const roles = jeaRoles(commands);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-control-jea-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const wish = (): Parameters<typeof writeJea>[1] => ({
  folder,
  readers: ["VENUE\\Manager's", 'VENUE\\Geschäftsführer’s'],
  operators: ['VENUE\\Support'],
  transcripts: 'C:\\t',
});
const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
const visible = (role: string) =>
  [...read('VenueControlJea', 'RoleCapabilities', `${role}.psrc`).matchAll(/'VenueControl\\([\w-]+)'/g)].map(
    ([, name]) => name,
  );

test('each command that the module exports is in one role, or is left out by name', () => {
  expect(commands.length).toBeGreaterThan(30);
  const all = [...roles.reader, ...roles.operator, ...roles.leftOut];
  expect(all.toSorted()).toEqual([...commands].toSorted());
  expect(roles.leftOut).toHaveLength(8);
  expect(jeaRoles([...commands, 'Remove-Venue']).operator).toContain('Remove-Venue');
});

test('a role file names each of its commands once, and the operator has all that a reader has', () => {
  writeJea('.', wish());
  expect(visible('VenueControlReader')).toEqual(roles.reader);
  expect(visible('VenueControlOperator')).toEqual([...roles.reader, ...roles.operator]);
});

test('groups are named as they are written, a quote within', () => {
  writeJea('.', wish());
  const session = read('VenueControl.pssc');
  expect(session).toContain("'VENUE\\Manager''s' = @{ RoleCapabilities = 'VenueControlReader' }");
  // PowerShell takes a printed quote for its own, and Windows PowerShell a file without a mark for an old code page.
  expect(session).toContain("'VENUE\\Geschäftsführer’’s' = @{ RoleCapabilities = 'VenueControlReader' }");
  expect(session.charCodeAt(0)).toBe(0xfeff);
});

test('nothing is written over', () => {
  writeFileSync(join(folder, 'VenueControl.pssc'), 'theirs');
  expect(() => writeJea('.', wish())).toThrow('is there already');
  expect(readdirSync(folder)).toEqual(['VenueControl.pssc']);
});

test('the document lists them so', () => {
  const said = Object.fromEntries(
    rowsOf(readDoc('docs/jea.md').section('roles')).map(([role = '', text = '']) => [
      role,
      [...text.matchAll(/[A-Z]\w+-Venue\w*/g)].map(([name]) => name),
    ]),
  );
  expect(said).toEqual({ reader: roles.reader, operator: roles.operator, "nobody's": roles.leftOut });
});
