/**
 * The files of scripts/jea: an endpoint of PowerShell (Just Enough Administration) with the module's commands and nothing else. Anyone who reaches
 * the server from elsewhere needs no right on it. The server decides what a clerk may do, as for every caller.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JeaWish } from '../domain/ports/installation.js';
import { AppError } from '../errors/errors.js';
import { isPackaged, requirePackaged } from './windows-service/program-files.js';

const SOURCE = 'scripts/jea';
const SESSION = 'VenueControl.pssc';
/** In the order in which a person reads them. */
const FILES = [
  SESSION,
  'VenueControlJea/VenueControlJea.psd1',
  'VenueControlJea/RoleCapabilities/VenueControlReader.psrc',
  'VenueControlJea/RoleCapabilities/VenueControlOperator.psrc',
];

/** Copies the files, and names groups and transcripts in the session. Throws FILE_NOT_WRITTEN where one is there already, PROGRAM_DAMAGED. */
export function writeJea(projectFolder: string, wish: JeaWish): readonly string[] {
  const written = FILES.map((name) => join(wish.folder, name));
  const there = written.find((file) => existsSync(file));
  if (there)
    throw new AppError('FILE_NOT_WRITTEN', {
      message: `${there} already exists.`,
      remedy: 'Name a new or empty folder with --to. Nothing was written.',
    });
  if (isPackaged(projectFolder))
    requirePackaged(
      projectFolder,
      FILES.map((name) => `${SOURCE}/${name}`),
    );
  for (const name of FILES) {
    const text = readFileSync(join(projectFolder, SOURCE, name), 'utf8');
    const file = join(wish.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    // Windows PowerShell reads a file without a byte order mark in the machine's old code page.
    writeFileSync(file, name === SESSION ? `\uFEFF${sessionOf(text, wish).replaceAll('\n', '\r\n')}` : text);
  }
  return written;
}

function sessionOf(template: string, { readers, operators, transcripts }: JeaWish): string {
  const roles = [
    ...readers.map((group) => [group, 'VenueControlReader'] as const),
    ...operators.map((group) => [group, 'VenueControlOperator'] as const),
  ].map(([group, role]) => `        ${quoted(group)} = @{ RoleCapabilities = '${role}' }`);
  return template
    .replace(/(?<=TranscriptDirectory = )'.*'/, () => quoted(transcripts))
    .replace('RoleDefinitions = @{}', () => `RoleDefinitions = @{\n${roles.join('\n')}\n    }`);
}

/** PowerShell takes the quotes of printed text for its own. */
const quoted = (text: string) => `'${text.replaceAll(/['\u2018-\u201B]/g, '$&$&')}'`;
