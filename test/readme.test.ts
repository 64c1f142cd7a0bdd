import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ERRORS } from '../src/errors.js';
import { NOT_AVAILABLE_YET } from '../src/resolvers/schema/not-available-yet.js';

const project = resolve(fileURLToPath(new URL('..', import.meta.url)));
const readme = readFileSync(join(project, 'README.md'), 'utf8');

function section(name: string): string {
  const found = new RegExp(`<!-- ${name}:[^\n]*-->\n([\\s\\S]*?)<!-- /${name} -->`).exec(readme);
  if (!found) throw new Error(`README has no section ${name}`);
  return (found[1] ?? '').trim();
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

describe('README', () => {
  it('lists every error with its message and remedy', () => {
    const rows = Object.entries(ERRORS).map(([code, { message, remedy }]) => [
      `\`${code}\``,
      message,
      remedy,
    ]);
    expect(section('errors')).toBe(table(['Code', 'What it says', 'What to do'], rows));
  });

  it('lists exactly what the contract names and the server cannot answer yet', () => {
    const rows = Object.entries(NOT_AVAILABLE_YET).map(([part, reason]) => [`\`${part}\``, reason]);
    expect(section('not-available-yet')).toBe(table(['Part', 'Why, and what to use instead'], rows));
  });

  it('names every room of src', () => {
    const rooms = readdirSync(join(project, 'src')).filter((name) =>
      statSync(join(project, 'src', name)).isDirectory(),
    );
    expect(rooms.filter((room) => !readme.includes(`\`src/${room}/\``))).toEqual([]);
  });

  it('points at files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
    const missing = links.filter((link) => !statSync(join(project, link), { throwIfNoEntry: false }));
    expect(missing).toEqual([]);
  });
});
